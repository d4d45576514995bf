"""How mail servers without a machine-readable report say that a message did not arrive."""

from __future__ import annotations

import re

UNSENT = re.compile(
    r"(?i)mailer-daemon|mail delivery (?:sub)?system|mail(?:er)? daemon|delivery (?:sub)?system|maildeliverysystem|"
    r"mail administrator|mail router"
)
DAEMON = re.compile(
    r"(?i)post_?master|mdaemon|mail_?daemon|system administrator|mmdf|mail system|mailsystem"
)
SUBJECT = re.compile(
    r"(?i)undeliver|not be delivered|delivery (?:status|failure|warning|report|notif|error|problem)|returned "
    r"(?:e-?mail|mail|to sender)|"
    r"returning message|failure notice|mail (?:delivery )?(?:failed|failure|error)|mail could not|(?:message|"
    r"mail) (?:status|delayed)|"
    r"(?:could|can) ?not (?:be )?(?:deliver|send)|non recapit|non remis|unzustellbar|nicht zugestellt|zustellung|"
    r"rebotad|devuelto|não entreg|не доставлен|недоставлен|退信|系统退信|投递失败|配信不能|不達|エラーメール|"
    r"returned to sender|message (?:was )?not (?:deliver|sent)|bounce|warning: (?:message|could not)|"
    r"notification d'état|"
    r"échec|onbestelbaar|niet bezorgd|failed mail|no such user|unknown user|user unknown|rejected"
)
AUTOMATIC = re.compile(
    r"(?i)^(?:auto(?:matic)? ?-?(?:reply|response)|out of (?:the )?office|vacation|read:|gelesen:|lu ?:|"
    r"abwesen|automatische antwort)"
)
UNDELIVERED = re.compile(
    r"(?i)(?:could|can|was|were|has|have|did)(?: ?not|n't) (?:yet )?(?:be(?:en)? )?(?:able to )?(?:deliver|"
    r"reach|send|sent)|"
    r"undeliver|unable to deliver|delivery (?:to the following|failed|attempt|has failed|error)|failed to deliver|"
    r"address(?:\(es\)|es)? (?:failed|had)|permanent (?:fatal )?error|delivery temporarily|smtp error|remote host said|"
    r"user unknown|unknown user|no such user|automatically rejected|mailbox (?:is )?full|over quota|recipient "
    r"(?:address )?rejected|"
    r"did not reach the following|nicht zugestellt|non recapitat|n'a pas pu être|不能|没有|无法|失败|配信|送信でき|"
    r"\b5\d\d[ -]5\.\d\.\d"
)
TEMPORARY = re.compile(
    r"(?i)\bdelay(?:ed)?\b|(?:will|to) (?:be )?(?:re-?tr|retried)|still (?:trying|being)|not yet been delivered|"
    r"temporar|warning message only|\bdeferred\b|not need to re-?send|will (?:keep|continue)|continue to try|postponed|"
    r"(?:connection|operation|session) (?:was )?timed? ?out|connection refused|no route to host|host not reachable|"
    r"retry (?:time|timeout)|unable to (?:connect|contact)|message expired|queue too long|could not connect"
)
# What stands below is the message that came back.
COPY = re.compile(
    r"(?im)^[ \t]*(?:[-*=_]{2,}[^\n]{0,20}(?:original|copy of|returned|below this line|unsent|undelivered|"
    r"message header|the header)"
    r"[^\n]{0,80}$|(?:below is|included is) a copy[^\n]*$|message headers follow|original message follows|"
    r"received: from |return-path: |the original message was received at(?=\0))"
)
ADDRESSED = re.compile(
    r"(?im)^[ \t>*-]{0,8}<([^\s<>@]+@[^\s<>]+)>[ \t]*(?::|$|\.\.\.|,|\(|[ \t]-)|"
    r"^[ \t>*-]{0,8}([^\s<>@:;,()\[\]\"']+@[^\s<>@:;,()\[\]\"']+?)\.?[ \t]*(?::|$|\.\.\. | on \w{3},)|"
    r"^[45]\d\d[ -](?:[45]\.\d+\.\d+ )?<([^\s<>@]+@[^\s<>;:,]+)>\.{3}|\[([^\s\[\]@]+@[^\s\[\]]+)\]:|"
    r"rcpt to:[ \t]*<?([^\s<>@]+@[^\s<>;:,]+)|"
    r"(?:deliver(?:ed|ing)?(?: (?:your )?(?:mail|message))?|message) to:? <?([^\s<>@]+@[^\s<>;:,]+[\w])"
)
