"""Writes compatibility-forms.txt: every code point whose compatibility form, without marks and in lower case, differs from itself.

Usage: python3 nfkc.py > compatibility-forms.txt. Columns: code point (hex), folded text ('-' = nothing is left). Hangul and kana voicing are left alone.
"""
import sys
import unicodedata


def fold(c):
    text = unicodedata.normalize("NFKC", c)
    if not ("\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7a3" or "\uff66" <= c <= "\uff9f"):
        text = "".join(d for d in unicodedata.normalize("NFKD", text) if unicodedata.category(d) not in ("Mn", "Me", "Cf"))
    text = unicodedata.normalize("NFKC", text.lower())
    return "".join(d for d in text if not d.isspace())


print("# Unicode " + unicodedata.unidata_version + ": NFKC, marks dropped, lower case (see nfkc.py; Unicode data: NOTICE)")
for code in range(0x80, 0x20000):
    if 0xD800 <= code <= 0xDFFF:
        continue
    c = chr(code)
    category = unicodedata.category(c)
    if category in ("Mn", "Me", "Cf"):
        print(f"{code:X}\t-")
    elif category[0] in "ZP" and fold(c) != "%":
        continue
    elif 0 < len(fold(c)) <= 3 and fold(c) != c:
        print(f"{code:X}\t{fold(c)}")
for code in range(0x2F800, 0x2FA1E):
    folded = fold(chr(code))
    if folded and folded != chr(code):
        print(f"{code:X}\t{folded}")
for code in list(range(0xE0001, 0xE0080)) + list(range(0xE0100, 0xE01F0)):
    print(f"{code:X}\t-")
