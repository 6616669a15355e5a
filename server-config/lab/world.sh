# The programs of the lab: how to start each one, tell that it is ready, and stop it. Sourced by up, down and kill.
# shellcheck shell=bash

lab=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
programs=(kamailio baresip sipp janus) # in the order of starting

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# Reads "DIR [PROGRAM...]" into `dir` and `chosen`; without a program all are chosen.
choose() {
  [[ $# -gt 0 ]] || fail "say where logs and process ids are: $(basename "$0") DIR [${programs[*]}]"
  dir=$1
  shift
  chosen=("${@:-${programs[@]}}")
  local program
  for program in "${chosen[@]}"; do
    declare -F "start_$program" >/dev/null || fail "no program $program here; there are: ${programs[*]}"
  done
}

# Is it running? A process id that another program has reused, or a zombie, means no.
running() {
  local pid
  pid=$(cat "$dir/$1.pid" 2>/dev/null) && [[ $(readlink "/proc/$pid/exe") == */"$1" ]]
}

listening() {
  [[ -n $(ss -Hlntu "sport = :$1") ]]
}

all_listening() {
  local port
  for port; do listening "$port" || return 1; done
}

launch() {
  local program=$1
  shift
  # A process group of its own: Ctrl-C at the terminal does not reach it, and kill reaches all of it.
  setsid "$@" </dev/null >>"$dir/$program.log" 2>&1 &
  echo $! >"$dir/$program.pid"
}

ports_janus=(7088 8088 8089 8188 8989)
start_janus() {
  # The production configuration, with the lab's addresses and the admin API on.
  MEDIA_ADDRESS=${MEDIA_ADDRESS:-10.99.0.1} SIP_ADDRESS=${SIP_ADDRESS:-127.0.0.1} ADMIN_API=true "$lab/../janus/configure" "$dir/janus"
  launch janus janus --configs-folder="$dir/janus" --config="$dir/janus/janus.jcfg" --disable-colors
}
ready_janus() { all_listening "${ports_janus[@]}"; }

ports_kamailio=(5061 5062 5064)
start_kamailio() {
  local password=$dir/sip-password
  if [[ -n ${SIP_PASSWORD:-} ]]; then
    printf '%s' "$SIP_PASSWORD" >"$password"
  elif [[ ! -s $password ]]; then
    openssl rand -hex 12 | tr -d '\n' >"$password"
  fi
  mkdir -p "$dir/kamailio"
  if [[ ! -s $dir/kamailio/tls.pem ]]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj /CN=telephones \
      -keyout "$dir/kamailio/tls.key" -out "$dir/kamailio/tls.pem" 2>/dev/null || fail "no certificate for kamailio"
  fi
  GOOFY_HA1=$(printf 'goofy:127.0.0.1:%s' "$(<"$password")" | md5sum | cut -d ' ' -f 1) launch kamailio \
    kamailio -f "$lab/kamailio.cfg" -DD -E -Y "$dir/kamailio" -P "$dir/kamailio/pid" -m 64 -M 16 \
    -A CERTIFICATE="\"$dir/kamailio/tls.pem\"" -A CERTIFICATE_KEY="\"$dir/kamailio/tls.key\""
}
ready_kamailio() { all_listening "${ports_kamailio[@]}"; }

# shellcheck disable=SC2034 # read by up, by name
ports_baresip=(4444 5070)
start_baresip() {
  mkdir -p "$dir/baresip" "$dir/recordings"
  cp "$lab"/baresip/* "$dir/baresip"
  : >"$dir/baresip.log"
  # baresip records to the folder in which it is started.
  launch baresip env --chdir="$dir/recordings" baresip -f "$dir/baresip"
}
ready_baresip() {
  (($(grep -c " 200 OK " "$dir/baresip.log") >= $(wc -l <"$lab/baresip/accounts")))
}

ports_sipp=(5080)
start_sipp() {
  launch sipp sipp -sf "$lab/echo.xml" -rtp_echo -i 127.0.0.1 -p "${ports_sipp[0]}" -mi 127.0.0.1 -mp 42000 -nostdin
}
ready_sipp() { all_listening "${ports_sipp[@]}"; }
