# What serve, test, bench and soak share: an environment that holds exactly what a lock says.
# Sourced, with `root` set to the folder of the project.

say() { printf '\n== %s\n' "$*" >&2; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# The first Python that is new enough; PYTHON names another.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$candidate"
      return
    fi
  done
  stop "Frontdoor needs Python 3.11 or later. Install it, or set PYTHON to its path."
}

# Debian packs venv apart; without this, venv fails half-way with a long message.
require_venv() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  local version
  version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  stop "Python $version here can't make virtual environments. On Debian and Ubuntu: apt-get install python$version-venv"
}

make_venv() {
  local python
  python=$(find_python)
  require_venv "$python"
  say "Making a virtual environment in .venv"
  "$python" -m venv --clear "$root/.venv"
}

# What must be the same for an installed lock to count: its text, the Python, and the place.
stamp_of() {
  "$venv_python" - "$1" "$root" <<'PY'
import hashlib, sys
lock = open(sys.argv[1], "rb").read()
print(hashlib.sha256(lock + sys.version.encode() + sys.argv[2].encode()).hexdigest())
PY
}

# Puts the project on the environment's path: pip refuses a local project under --require-hashes.
put_on_path() {
  local site
  site=$("$venv_python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$root/src" >"$site/frontdoor.pth"
  printf '#!/bin/sh\nexec "%s" -m frontdoor "$@"\n' "$venv_python" >"$root/.venv/bin/frontdoor"
  chmod +x "$root/.venv/bin/frontdoor"
}

# ready LOCK: sets up what is missing. The stamp is written last, so that a cut run is done again.
ready() {
  local lock=$1 stamp
  venv_python="$root/.venv/bin/python"
  "$venv_python" -c '' 2>/dev/null || make_venv
  stamp=$(stamp_of "$root/$lock")
  [ "$(cat "$root/.venv/$lock.stamp" 2>/dev/null)" = "$stamp" ] && return
  say "Installing what $lock names (once, about a minute)"
  "$venv_python" -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes -r "$root/$lock"
  put_on_path
  printf '%s\n' "$stamp" >"$root/.venv/$lock.stamp"
}
