// swift-format-ignore-file
// Written by Plugins/examples/embed.

extension TemplateFile {
  static let shProvider = TemplateFile(
    path: "provider", isProgram: true,
    text: ##"""
#!/bin/sh
# A plugin for Stationmaster: the desktops of a text file (/usr/share/doc/stationmaster/plugins.md is the contract).
# POSIX sh with awk, iconv, mv, sed, tail and touch; nothing else.

name=sh
version=1.0
here=${STATIONMASTER_PLUGIN_CONFIG:-$(dirname -- "$0")}
state=${STATIONMASTER_PLUGIN_STATE:-$PWD}
list=$here/desktops.txt

# Bytes are bytes: no locale has a say in what a range is.
LC_ALL=C
export LC_ALL
umask 077
tab=$(printf '\t')

# The protocol gets descriptors of its own: what a program prints by mistake goes to the log, and
# none can read the host's requests.
exec 3>&1 1>&2 4<&0 0</dev/null

log() { printf '<%s>%s\n' "$1" "$2" >&2; }
say() { printf '%s\n' "$1" >&3; }

# accept RESULT; refuse CODE SENTENCE: the answer to the request in $id.
accept() { say "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":$1}"; }
refuse() { say "{\"jsonrpc\":\"2.0\",\"id\":$id,\"error\":{\"code\":$1,\"message\":\"$2\"}}"; }

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }

touch "$state/states" "$state/stations" "$state/operations" || exit 1

# put FILE KEY [VALUE]: that line of a file, or none, instead of the one that it had.
put() {
  KEY=$2 awk -F "$tab" '($1 "") != (ENVIRON["KEY"] "")' "$state/$1" >"$state/$1.new" &&
    { [ $# -lt 3 ] || printf '%s\t%s\n' "$2" "$3" >>"$state/$1.new"; } &&
    mv -f "$state/$1.new" "$state/$1"
}

# get FILE KEY: the value of that line, or nothing.
get() { KEY=$2 awk -F "$tab" '($1 "") == (ENVIRON["KEY"] "") { print $2; exit }' "$state/$1"; }

desktops= is_known= trouble= revision=0 sent= is_initialized= is_watched=

# Reads the list. The last good one stays when the new one is bad.
look() {
  if new=$(iconv -f UTF-8 -t UTF-8 "$list" 2>&1 >/dev/null) &&
    new=$(awk -f "$here/list.awk" "$state/states" "$state/stations" "$list" 2>&1); then
    desktops=$new is_known=1 trouble=
  elif [ "$new" != "$trouble" ]; then
    trouble=$new
    log 3 "$list: $new"
  fi
}

# Sets $snapshot, with a new revision if something changed.
look_again() {
  look
  if [ -z "$is_known" ]; then
    report='"health":{"state":"failed","why":"the list cannot be read: see the log"}'
  elif [ -n "$trouble" ]; then
    report="\"health\":{\"state\":\"degraded\",\"why\":\"the list is an old one: see the log\"}"
    report="$report,\"desktops\":[$desktops]"
  else
    report="\"desktops\":[$desktops]"
  fi
  if [ "$report" != "$sent" ]; then
    revision=$((revision + 1)) sent=$report
  fi
  snapshot="{\"revision\":$revision,$report}"
}

# Sends a snapshot if something changed.
tell() {
  before=$revision
  look_again
  [ "$revision" = "$before" ] ||
    say "{\"jsonrpc\":\"2.0\",\"method\":\"desktops.snapshot\",\"params\":$snapshot}"
}

# Reads the fields of $line; false if it is not JSON. Every variable has its type beside it.
read_fields() {
  jsonrpc= id= id_type= method= method_type= params_type= min_type= max_type= keep_type= keep=
  operation= operation_type= desktop= desktop_type= key= key_type= number_type= label_type=
  force_type= odd_keep=
  fields=$(printf '%s\n' "$line" | awk -f "$here/json.awk") || return 1
  while IFS=$tab read -r path type value; do
    case $path in
      /jsonrpc) jsonrpc=$value ;;
      /id) id=$value id_type=$type ;;
      /method) method=$value method_type=$type ;;
      /params) params_type=$type ;;
      /params/protocol/min) min=$value min_type=$type ;;
      /params/protocol/max) max=$value max_type=$type ;;
      /params/keep) keep_type=$type ;;
      '/params/keep/#')
        keep="$keep$value
"
        [ "$type" = text ] || odd_keep=1
        ;;
      /params/operation) operation=$value operation_type=$type ;;
      /params/desktop) desktop=$value desktop_type=$type ;;
      /params/force) force_type=$type ;;
      /params/station/key) key=$value key_type=$type ;;
      /params/station/number) number_type=$type ;;
      /params/station/name) label_type=$type ;;
    esac
  done <<FIELDS
$fields
FIELDS
}

initialize() {
  if [ "$min_type $max_type" != "integer integer" ]; then
    refuse -32602 "protocol is not {min, max}"
  elif [ "$min" -le 1 ] && [ 1 -le "$max" ]; then
    is_initialized=1
    accept "{\"protocol\":1,\"plugin\":{\"name\":$(quoted "$name"),\"version\":$(quoted "$version")},\"capabilities\":[\"assign\",\"desktops\",\"power\"]}"
  else
    refuse -32001 "this plugin speaks version 1"
  fi
}

# Lets go of the stations of all desktops that are not kept.
collect() {
  if [ "$keep_type" != list ] || [ -n "$odd_keep" ]; then
    refuse -32602 "keep is not a list of ids"
  elif printf '%s' "$keep" | awk -F "$tab" '
    FILENAME == "-" { kept[$0]; next }
    $1 in kept' - "$state/stations" >"$state/stations.new" &&
    mv -f "$state/stations.new" "$state/stations"; then
    accept "{}"
  else
    refuse -32008 "the state folder cannot be written"
  fi
}

operate() {
  case $operation_type$operation in
    text) bad=1 ;;
    text*[!\!-~]*) bad=1 ;;
    text*) bad= ;;
    *) bad=1 ;;
  esac
  if [ -n "$bad" ] || [ ${#operation} -gt 64 ]; then
    refuse -32602 "operation is not 1 to 64 printable ASCII characters"
    return
  fi
  case $desktop_type$desktop in
    text | text*[!\!-~]*) bad=1 ;;
    text*) bad= ;;
    *) bad=1 ;;
  esac
  if [ -n "$bad" ]; then
    refuse -32602 "desktop is not an id"
    return
  fi
  what="$method $desktop $force_type"
  if [ "$method" = desktop.assign ]; then
    if [ "$key_type $number_type $label_type" != "text integer text" ] || [ -z "$key" ] ||
      [ ${#key} -gt 256 ]; then
      refuse -32602 "station is not {key, number, name}"
      return
    fi
    what="$what $key"
  fi
  before=$(get operations "$operation")
  if [ -n "$before" ]; then
    if [ "$before" = "$what" ]; then accept "{}"; else refuse -32009 "the operation was something else"; fi
    return
  fi
  look
  if [ -z "$is_known" ]; then
    refuse -32005 "the list of desktops cannot be read"
    return
  fi
  case $desktops in
    *"{\"id\":$(quoted "$desktop"),"*) ;;
    *)
      refuse -32003 "there is no such desktop"
      return
      ;;
  esac
  if perform && put operations "$operation" "$what" && forget; then
    accept "{}"
  else
    refuse -32008 "the state folder cannot be written"
  fi
}

# Yours: begin to start it, ask it to shut down. To return is to accept.
perform() {
  case $method in
    desktop.start) put states "$desktop" running ;;
    desktop.stop) put states "$desktop" stopped ;;
    desktop.assign) put stations "$desktop" "$key" ;;
    desktop.unassign) put stations "$desktop" ;;
  esac
}

# So many operations are remembered.
forget() {
  tail -n 1000 "$state/operations" >"$state/operations.new" &&
    mv -f "$state/operations.new" "$state/operations"
}

take() {
  if ! read_fields; then
    id=null
    refuse -32700 "not JSON, or a field is there twice"
    return
  fi
  case $id_type in
    integer) ;;
    text) id=$(quoted "$id") ;;
    *) id=null ;;
  esac
  if [ "$jsonrpc" != 2.0 ]; then
    refuse -32600 "not a JSON-RPC 2.0 message"
    return
  fi
  # A notification, or an answer: there is nothing to answer.
  [ "$id" != null ] && [ "$method_type" = text ] || return
  case $params_type in
    object | '') ;;
    *)
      refuse -32602 "params is not an object"
      return
      ;;
  esac
  case $method in
    initialize) initialize ;;
    *)
      if [ -z "$is_initialized" ]; then
        refuse -32002 "initialize comes first"
        return
      fi
      case $method in
        desktops.watch)
          look_again
          is_watched=1
          accept "$snapshot"
          ;;
        gc) collect ;;
        desktop.start | desktop.stop | desktop.assign | desktop.unassign) operate ;;
        *) refuse -32601 "there is no such method" ;;
      esac
      ;;
  esac
}

while IFS= read -r line <&4; do
  if [ ${#line} -gt 1048576 ]; then
    log 4 "a line of more than 1 MiB was skipped"
  elif [ -n "$line" ]; then
    take
    [ -z "$is_watched" ] || tell
  fi
done
exit 0

"""##)
}
