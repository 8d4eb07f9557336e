"""Two encodings in one file: UTF-8 where it is UTF-8, the older one for the rest."""

import pytest

from playground.engine.corpus import open_corpus
from playground.engine.encoding import chosen_encoding, decoder, guess_encoding
from playground.engine.source import TextFile
from playground.engine.work import finish
from tests.engine.writings import CHINESE, ENCODED

FRENCH = "Le garçon mangea une crêpe près de la forêt où l'été s'achevait déjà.\n" * 20
SEVEN_BITS = ("utf", "iso2022")  # nothing in them is no UTF-8
OLDER = [pair for pair in ENCODED if not pair[1].startswith(SEVEN_BITS)]


def read(data: bytes, name: str) -> str:
    return decoder(name).decode(data, final=True)


@pytest.mark.parametrize("glue", ["\n", " ", ""])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("modern", [FRENCH, CHINESE * 3], ids=["French", "Chinese"])
@pytest.mark.parametrize(("text", "encoding"), OLDER)
def test_two_texts_glued_together(text, encoding, modern, first, glue):
    parts = [text.encode(encoding), modern.encode()]
    texts = [text, modern]
    if not first:
        parts, texts = parts[::-1], texts[::-1]
    data = glue.encode().join(parts)
    name = guess_encoding(data, ends=True)
    whole = glue.join(texts)
    assert name.startswith("utf-8 + ")
    found = read(data, name)
    wrong = sum(a != b for a, b in zip(found, whole, strict=True))
    assert wrong <= (0 if glue == "\n" else 4)  # where they meet within a word, few letters


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_a_text_in_one_encoding_is_no_mixture(text, encoding):
    assert not guess_encoding(text.encode(encoding), ends=True).startswith("utf-8 +")


@pytest.mark.parametrize("size", [1, 7, 100, 4096])
@pytest.mark.parametrize("legacy", ["cp1252", "gb18030"])
def test_blocks_of_any_size_give_the_same_text(size, legacy):
    old = FRENCH.encode("cp1252") if legacy == "cp1252" else CHINESE.encode("gb18030")
    data = (FRENCH + CHINESE).encode() + old + CHINESE.encode()
    name = f"utf-8 + {legacy}"
    blocks, decode = [data[i : i + size] for i in range(0, len(data), size)], decoder(name)
    parts = [decode.decode(block) for block in blocks]
    assert "".join(parts) + decode.decode(b"", final=True) == read(data, name)


def test_a_file_that_goes_on_in_another_encoding_is_read_to_its_end(tmp_path):
    path = tmp_path / "glued.txt"
    path.write_bytes(FRENCH.encode() * 100 + FRENCH.encode("cp1252") * 100)
    corpus = finish(open_corpus([path]))
    assert corpus.encoding == "utf-8 + cp1252"
    assert "".join(corpus.chunks()) == FRENCH * 200
    again = finish(open_corpus([path], corpus.encoding))
    assert again.sha256 == corpus.sha256
    assert corpus.damaged == 0


def test_what_fits_neither_is_damaged_and_counted(tmp_path):
    path = tmp_path / "glued.txt"
    path.write_bytes((FRENCH + CHINESE).encode() + CHINESE.encode("gb18030") + b"\xff\xff\n")
    corpus = finish(open_corpus([path]))
    assert corpus.encoding == "utf-8 + gb18030 (damaged)"
    assert corpus.damaged == "".join(corpus.chunks()).count("\ufffd") > 0


def test_the_place_of_a_byte_that_does_not_fit_is_told(tmp_path):
    path = tmp_path / "glued.txt"
    path.write_bytes(b"plain\n" + "é\n".encode() + b"ok \x81 bad\n")
    found = path.stat()
    file = TextFile(path, found.st_size, found.st_mtime_ns, "utf-8 + cp1252")
    with pytest.raises(Exception, match="byte 12 does not fit"):
        list(file.blocks())


def test_a_person_may_name_a_mixture():
    assert chosen_encoding("UTF-8 + latin-1") == "utf-8 + iso8859-1"
    assert chosen_encoding("utf-8 + cp1252 (damaged)") == "utf-8 + cp1252 (damaged)"
