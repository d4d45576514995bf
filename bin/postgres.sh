# A PostgreSQL for the tests: one that answers, or an own one in a temporary folder. Sourced by test.

wanted() { [[ ",${FRONTDOOR_REQUIRE:-}," == *",$1,"* ]]; }

# apt-get is the one way to have these on the machines that require them.
install_debian() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] ||
    stop "$* is required here, is missing, and can only be installed by root on Debian or Ubuntu."
  say "Installing $*"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    stop "$* is required here and could not be installed."
}

answers() {
  "$venv_python" - "$1" <<'PY' 2>/dev/null
import sys, psycopg
with psycopg.connect(sys.argv[1], connect_timeout=3) as connection:
    row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
    sys.exit(not row.fetchone()[0])
PY
}

postgres_listens() { (exec 3<>/dev/tcp/127.0.0.1/5432) 2>/dev/null; }

postgres_programs() {
  local found
  for found in "$(dirname "$(command -v initdb || true)")" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
    [ -x "$found/initdb" ] && [ -x "$found/pg_ctl" ] && programs=$found
  done
  [ -n "${programs:-}" ]
}

# PostgreSQL refuses to run as root.
as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

free_port() {
  "$venv_python" -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_postgres() {
  local port
  cluster=$(mktemp -d "${scratch:-/tmp}/fdpg.XXXXXX")
  [ "$(id -u)" = 0 ] && chown postgres "$cluster"
  chmod 700 "$cluster"
  port=$(free_port)
  say "Starting a PostgreSQL for this run on 127.0.0.1:$port"
  (cd "$cluster" && as_server "$programs/initdb" -D "$cluster/data" -U frontdoor -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
  (cd "$cluster" && as_server "$programs/pg_ctl" -D "$cluster/data" -w -t 60 -l "$cluster/log" \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$cluster" start >/dev/null) ||
    { cat "$cluster/log" >&2; stop "PostgreSQL did not start."; }
  postgres_url="postgresql://frontdoor@127.0.0.1:$port/frontdoor"
  answers "${postgres_url%/frontdoor}/postgres" || stop "PostgreSQL was started and does not answer."
}

stop_postgres() {
  [ -n "${cluster:-}" ] || return 0
  as_server "$programs/pg_ctl" -D "$cluster/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$cluster"
}

# find_postgres: sets postgres_url, or leaves it empty where there is none and none is required.
find_postgres() {
  local role
  postgres_url=
  for role in root "$(id -un)" postgres; do
    if answers "postgresql://$role@127.0.0.1:5432/postgres"; then
      postgres_url="postgresql://$role@127.0.0.1:5432/frontdoor"
      return
    fi
  done
  if ! postgres_programs; then
    wanted postgres || return 0
    install_debian postgresql
    postgres_programs || stop "PostgreSQL was installed and its programs are not found."
  fi
  start_postgres
}
