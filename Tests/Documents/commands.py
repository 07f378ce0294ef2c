"""Command lines in texts, held against what the programs say that they understand."""
import json
import re
import subprocess

# What follows a name where something is said of the program.
SAID = ("has", "or", "is", "talks")
NAMES = ("stationctl", "stationd", "station-notifier")
# A name, and the words behind it up to where another command or another thought begins.
LINE = re.compile(r"(?<![\w./-])(?:/usr/s?bin/)?(%s)((?:[ \t]+[^\s|;&>#<`…()]+)*)" % "|".join(NAMES))


class Command:
    """One command as `--experimental-dump-help` of swift-argument-parser shows it."""

    def __init__(self, node):
        self.below = {}
        for one in node.get("subcommands", []):
            for name in [one["commandName"]] + one.get("aliases", []):
                self.below[name] = Command(one)
        self.default = self.below.get(node.get("defaultSubcommand"))
        self.options = {"--help", "-h"}
        self.takes_words = False
        for one in node.get("arguments", []):
            if one["kind"] == "positional":
                self.takes_words = True
            for name in one.get("names") or []:
                self.options.add(("-" if name["kind"] == "short" else "--") + name["name"])

    def trouble(self, words):
        """What is wrong with these words; None if nothing is."""
        if words and re.fullmatch(r"[a-z][a-z-]*", words[0]) and self.below:
            if words[0] in self.below:
                return self.below[words[0]].trouble(words[1:])
            if not (self.default and self.default.takes_words):
                return "there is no command '%s' here" % words[0]
        options = set(self.options)
        if self.default:
            options |= self.default.options
        for word in words:
            if word == "--":
                break
            if not re.match(r"--?[A-Za-z]", word):
                continue
            name = word.split("=")[0]
            if name not in options:
                return "there is no option '%s' here" % name
        return None


def programs(folders):
    """The programs in these folders, by name."""
    found = {}
    for name in NAMES:
        for folder in folders:
            try:
                said = subprocess.run(
                    [folder + "/" + name, "--experimental-dump-help"], check=True, capture_output=True)
            except FileNotFoundError:
                continue
            found[name] = Command(json.loads(said.stdout)["command"])
            # The root command alone has it.
            found[name].options.add("--version")
            found[name].options.add("--generate-completion-script")
            break
    return found


def quoted(text, kind):
    """The pieces of a text in which a command may stand, with their line numbers."""
    inside = in_table = False
    for number, line in enumerate(text.split("\n"), 1):
        if kind == ".swift":
            # What a program says is in quotation marks, or in lines of a longer text; comments are not said.
            if not line.lstrip().startswith("//"):
                yield number, line.replace("\\", "`")
        elif line.lstrip().startswith("```"):
            inside = not inside
        elif inside:
            yield number, line
        else:
            # A table of commands leaves out the program.
            in_table = line.startswith("| Command | Prints |") or in_table and line.startswith("|")
            first = re.match(r"\| `([^`]+)`", line)
            if in_table and first:
                yield number, "stationctl " + first[1]
            for piece in re.findall(r"`([^`]+)`", line):
                yield number, piece


def words_of(text):
    """`[--json]`, `a|b` and a full stop behind the last word are manners of writing."""
    words = []
    for word in text.split():
        word = word.strip("[]\"'«»,.:!?")
        if word:
            words.append(word)
    return words


def troubles(text, known, kind):
    """(line number, command, what is wrong), and how many commands there were."""
    found, count = [], 0
    for number, piece in quoted(text, kind):
        for match in LINE.finditer(piece):
            # A name alone, or one of which something is said, is no command line.
            words = words_of(match[2])
            if match[1] not in known or not words or words[0] in SAID:
                continue
            count += 1
            trouble = known[match[1]].trouble(words)
            if trouble:
                found.append((number, match[0], trouble))
    return found, count
