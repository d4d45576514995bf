"""Outlook's names for time zones, as they stand in invitations, and the names of the tz database (Unicode CLDR)."""

_ZONES = """
Pacific Standard Time=America/Los_Angeles; Mountain Standard Time=America/Denver
US Mountain Standard Time=America/Phoenix; Central Standard Time=America/Chicago
Eastern Standard Time=America/New_York; Atlantic Standard Time=America/Halifax
Newfoundland Standard Time=America/St_Johns; Alaskan Standard Time=America/Anchorage
Hawaiian Standard Time=Pacific/Honolulu; Central Standard Time (Mexico)=America/Mexico_City
SA Pacific Standard Time=America/Bogota; E. South America Standard Time=America/Sao_Paulo
Argentina Standard Time=America/Buenos_Aires; Pacific SA Standard Time=America/Santiago
Venezuela Standard Time=America/Caracas; Greenland Standard Time=America/Godthab
GMT Standard Time=Europe/London; Greenwich Standard Time=Atlantic/Reykjavik; UTC=Etc/UTC
W. Europe Standard Time=Europe/Berlin; Central Europe Standard Time=Europe/Budapest
Romance Standard Time=Europe/Paris; Central European Standard Time=Europe/Warsaw
W. Central Africa Standard Time=Africa/Lagos; GTB Standard Time=Europe/Bucharest; FLE Standard Time=Europe/Kiev
E. Europe Standard Time=Europe/Chisinau; Kaliningrad Standard Time=Europe/Kaliningrad
Turkey Standard Time=Europe/Istanbul; Russian Standard Time=Europe/Moscow; Belarus Standard Time=Europe/Minsk
Israel Standard Time=Asia/Jerusalem; Jordan Standard Time=Asia/Amman; Middle East Standard Time=Asia/Beirut
Egypt Standard Time=Africa/Cairo; South Africa Standard Time=Africa/Johannesburg
E. Africa Standard Time=Africa/Nairobi; Arab Standard Time=Asia/Riyadh; Arabic Standard Time=Asia/Baghdad
Arabian Standard Time=Asia/Dubai; Iran Standard Time=Asia/Tehran; Georgian Standard Time=Asia/Tbilisi
Pakistan Standard Time=Asia/Karachi; West Asia Standard Time=Asia/Tashkent; India Standard Time=Asia/Kolkata
Sri Lanka Standard Time=Asia/Colombo; Nepal Standard Time=Asia/Katmandu; Bangladesh Standard Time=Asia/Dhaka
Central Asia Standard Time=Asia/Almaty; Ekaterinburg Standard Time=Asia/Yekaterinburg
N. Central Asia Standard Time=Asia/Novosibirsk; SE Asia Standard Time=Asia/Bangkok
China Standard Time=Asia/Shanghai; Singapore Standard Time=Asia/Singapore; Taipei Standard Time=Asia/Taipei
W. Australia Standard Time=Australia/Perth; Tokyo Standard Time=Asia/Tokyo; Korea Standard Time=Asia/Seoul
AUS Eastern Standard Time=Australia/Sydney; E. Australia Standard Time=Australia/Brisbane
AUS Central Standard Time=Australia/Darwin; Cen. Australia Standard Time=Australia/Adelaide
Tasmania Standard Time=Australia/Hobart; Vladivostok Standard Time=Asia/Vladivostok
New Zealand Standard Time=Pacific/Auckland; Morocco Standard Time=Africa/Casablanca
Azores Standard Time=Atlantic/Azores
"""
WINDOWS_ZONES = {
    name.strip().lower(): zone
    for one in _ZONES.replace("\n", ";").split(";")
    if "=" in one
    for name, zone in [one.split("=")]
}
