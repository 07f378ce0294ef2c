# Prints the desktops of a snapshot, from the files states and stations (id <TAB> value) and the
# list (id, blanks, name). Ends with status 1 and the line at fault if the list breaks a rule.

BEGIN { FS = "\t"; count = 0 }

FILENAME ~ /\/states$/ { state[$1] = $2; next }
FILENAME ~ /\/stations$/ { station[$1] = $2; next }

/^#/ || /^[ \t\r]*$/ { next }

{
  line = $0
  sub(/^[ \t]+/, "", line)
  sub(/[ \t\r]+$/, "", line)
  id = name = line
  sub(/[ \t].*$/, "", id)
  name = substr(line, length(id) + 1)
  sub(/^[ \t]+/, "", name)
  if (id !~ /^[!-.0-~]+$/ || length(id) > 128 || name == "" || length(name) > 256 || is_odd(name))
    fail("is not an id and a name")
  if (id in names) fail("has the id " id " again")
  if (++count > 10000) fail("is the 10,001st desktop")
  names[id] = name
  ids[count] = id
}

END {
  if (wrong) exit 1
  for (n = 1; n <= count; n++) {
    id = ids[n]
    if (n > 1) printf ","
    printf "{\"id\":%s,\"name\":%s,\"kind\":\"session\",\"template\":false,\"state\":\"%s\"", \
      quoted(id), quoted(names[id]), (id in state) ? state[id] : "stopped"
    if (id in station) printf ",\"station\":%s", quoted(station[id])
    printf "}"
  }
}

function fail(why) {
  print "line " FNR " " why > "/dev/stderr"
  wrong = 1
  exit 1
}

# Control characters, line separators and those that turn the direction of writing.
function is_odd(text) {
  return text ~ /[\001-\037\177]/ || text ~ /\302[\200-\237]/ || text ~ /\330\234/ || \
    text ~ /\342\200[\216\217\250-\256]/ || text ~ /\342\201[\246-\251]/
}

function quoted(text,    result, n, c) {
  result = ""
  for (n = 1; n <= length(text); n++) {
    c = substr(text, n, 1)
    result = result (c == "\"" || c == "\\" ? "\\" c : c)
  }
  return "\"" result "\""
}
