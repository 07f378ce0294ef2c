# Reads one line of JSON and prints the fields that the provider needs, one per line:
#
#     path <TAB> type <TAB> value
#
# with paths as /params/desktop, elements of lists as /params/keep/#, and types object, list,
# text, integer, number, true, false, null. Text is decoded; with control characters or above 1024
# bytes it is of the type "odd" and has no value, so that every line of the output is one field.
# What is not JSON ends it with status 1, and so does a field that is there twice. Bytes that are
# not UTF-8 are not noticed.

BEGIN { for (n = 0; n < 16; n++) hex[substr("0123456789abcdef", n + 1, 1)] = n }

{
  if (NR > 1) exit 1
  text = $0
  at = 1
  value("", 0)
  blanks()
  if (wrong || at <= length(text)) exit (wrong = 1)
}

END { exit wrong || NR != 1 }

function blanks(    c) {
  for (c = substr(text, at, 1); c == " " || c == "\t" || c == "\r"; c = substr(text, at, 1)) at++
}

function field(path, type, content) {
  if (path ~ /\?/) return
  if (path !~ /#$/ && seen[path]++) wrong = 1
  if (path ~ /^\/(jsonrpc|id|method|params(\/.*)?)$/) print path "\t" type "\t" content
}

function value(path, depth,    c, key, content) {
  if (depth > 64) wrong = 1
  if (wrong) return
  blanks()
  c = substr(text, at, 1)
  if (c == "{" || c == "[") return inside(path, depth, c)
  if (c == "\"") {
    content = string()
    if (is_odd || length(content) > 1024) field(path, "odd", "")
    else field(path, "text", content)
    return
  }
  c = substr(text, at, 64)
  if (match(c, /^(true|false|null)/)) {
    field(path, substr(c, 1, RLENGTH), "")
  } else if (match(c, /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/)) {
    content = substr(c, 1, RLENGTH)
    field(path, content ~ /^-?[0-9]+$/ ? "integer" : "number", content)
  } else {
    wrong = 1
    return
  }
  at += RLENGTH
}

function inside(path, depth, open,    close_, key, c) {
  close_ = open == "{" ? "}" : "]"
  field(path, open == "{" ? "object" : "list", "")
  at++
  blanks()
  if (substr(text, at, 1) == close_) { at++; return }
  while (!wrong) {
    key = "#"
    if (open == "{") {
      blanks()
      if (substr(text, at, 1) != "\"") { wrong = 1; return }
      key = string()
      # Only such keys are asked for; no other may pass for a path of two.
      if (key !~ /^[A-Za-z0-9]+$/) key = "?"
      blanks()
      if (substr(text, at, 1) != ":") { wrong = 1; return }
      at++
    }
    value(path "/" key, depth + 1)
    blanks()
    c = substr(text, at++, 1)
    if (c == close_) return
    if (c != ",") wrong = 1
  }
}

# The text that begins at `at`, decoded; sets is_odd if there is a control character in it.
function string(    result, piece, c) {
  result = ""
  is_odd = 0
  at++
  while (!wrong) {
    piece = substr(text, at, 2048)
    if (piece == "") { wrong = 1; return }
    if (!match(piece, /["\\\001-\037]/)) {
      # What is this long is not wanted, and need not be kept.
      if (length(result) < 2048) result = result piece
      at += length(piece)
      continue
    }
    if (length(result) < 2048) result = result substr(piece, 1, RSTART - 1)
    at += RSTART
    c = substr(piece, RSTART, 1)
    if (c == "\"") return result
    if (c != "\\") { wrong = 1; return }
    c = substr(text, at++, 1)
    if (c == "u") c = character()
    else if (c ~ /[bfnrt]/) { is_odd = 1; c = "" }
    else if (c !~ /["\\\/]/) { wrong = 1; return }
    if (length(result) < 2048) result = result c
  }
}

function four(    n, number, digit) {
  number = 0
  for (n = 0; n < 4; n++) {
    digit = tolower(substr(text, at++, 1))
    if (digit == "" || !(digit in hex)) { wrong = 1; return 0 }
    number = number * 16 + hex[digit]
  }
  return number
}

# What follows \u, as UTF-8.
function character(    number, low) {
  number = four()
  if (number >= 55296 && number < 56320 && substr(text, at, 2) == "\\u") {
    at += 2
    low = four()
    if (low < 56320 || low > 57343) { wrong = 1; return "" }
    number = 65536 + (number - 55296) * 1024 + low - 56320
  } else if (number >= 55296 && number <= 57343) {
    wrong = 1
    return ""
  }
  if (number < 32 || number == 127) { is_odd = 1; return "" }
  if (number < 128) return sprintf("%c", number)
  if (number < 2048) return sprintf("%c%c", 192 + int(number / 64), 128 + number % 64)
  if (number < 65536)
    return sprintf("%c%c%c", 224 + int(number / 4096), 128 + int(number / 64) % 64, 128 + number % 64)
  return sprintf("%c%c%c%c", 240 + int(number / 262144), 128 + int(number / 4096) % 64, \
    128 + int(number / 64) % 64, 128 + number % 64)
}
