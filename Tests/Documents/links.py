"""Links between documents: the file must be there, and the heading that is meant."""
import os
import re

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def anchors(file):
    """The headings of a document, as links name them."""
    found, inside = set(), False
    with open(file) as lines:
        for line in lines:
            if line.startswith("```"):
                inside = not inside
            match = None if inside else re.match(r"#+ (.*)", line)
            if match:
                title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", match[1]).replace("`", "")
                found.add(re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-"))
    return found


def troubles(file):
    """(line number, link, what is wrong), and how many links there were."""
    found, count, inside = [], 0, False
    with open(file) as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("```"):
                inside = not inside
            if inside:
                continue
            for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
                if re.match(r"[a-z]+:", target):
                    continue
                count += 1
                path, _, anchor = target.partition("#")
                meant = os.path.join(os.path.dirname(file), path) if path else file
                if not os.path.exists(meant):
                    found.append((number, target, "there is no such file"))
                elif anchor and meant.endswith(".md") and anchor not in anchors(meant):
                    found.append((number, target, "there is no such heading"))
    return found, count
