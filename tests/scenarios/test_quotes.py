"""Quotes are held against the document, spaces aside."""

import pytest

from clustercast.scenarios import load_plan
from clustercast.scenarios.decoding import NotTextError, decode
from clustercast.scenarios.quotes import forms, is_quoted, quote_faults, quotes, read_document


@pytest.fixture
def plan(invented_pack):
    return load_plan(invented_pack)


@pytest.fixture
def document(plan):
    return "\n".join(words for _, _, _, words in quotes(plan))


def test_spaces_and_invisible_characters_do_not_count():
    assert forms(" 到 2020年\u3000\u200b,\n\ufeff装备\t")[0] == "到2020年,装备"


def test_quotes_of_every_table_are_looked_for(plan, document):
    assert quote_faults(plan, document, "plan.txt") == ()
    spaced = document.replace("年", " 年\n\u3000")
    assert quote_faults(plan, spaced, "plan.txt") == ()
    found = {fault.file.rsplit("/", 1)[-1] for fault in quote_faults(plan, "", "plan.txt")}
    assert {"plan.toml", "targets.toml", "instruments.toml", "clusters.toml"} <= found


def written(quote: str, document: str) -> bool:
    return is_quoted(quote, forms(document))


@pytest.mark.parametrize(
    ("quote", "document"),
    [
        ("培育10家机器人企业", "到2020年，培育10家機器人企業。"),
        ("培育10家機器人企業", "到2020年，培育10家机器人企业。"),
        ("实施三年行动计划", "持續實施三年行動計畫"),  # 畫 alone is 画: only the word tells
        ("划", "行動計劃"),
        ("2—3家具有自主知识产权", "培育2—3家具有自主知識產權"),  # 傢具 is another word: only the characters tell
        ("着力推进", "著力推進"),
        ("(一)规模达到50%,增长5%以上", "（一）规模达到５０％，增长５％以上"),
        ("“专精特新”企业", "「專精特新」企業"),
        ("2017-2020年", "2017—2020年"),
        ("以北港为核心、以南岭为支撑", "以北港为核心﹑以南岭为支撑"),
    ],
)
def test_other_forms_of_a_character_are_the_same(quote, document):
    assert written(quote, document)


@pytest.mark.parametrize(("quote", "document"), [("100家", "10家"), ("数字化", "數位化"), ("省财政厅", "省经信厅")])
def test_other_words_are_not(quote, document):
    assert not written(quote, document)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_documents_come_in_the_encodings_of_office_programs(tmp_path, encoding):
    path = tmp_path / "plan.txt"
    path.write_text("装备制造业，２０２５年", encoding=encoding)
    assert read_document(path) == "装备制造业，２０２５年"


@pytest.mark.parametrize(
    ("raw", "what"),
    [(b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "Word"), (b"\xff\xfe\xfa", "neither"), (b"\x80\x00", "neither")],
)
def test_what_is_not_text_is_named(raw, what):
    with pytest.raises(NotTextError, match=what):
        decode(raw)


def test_a_fault_says_how_far_the_quote_agrees(plan, document):
    target = plan.targets[0]
    changed = document.replace(target.quote, target.quote[:8] + "别的")
    (fault,) = [one for one in quote_faults(plan, changed, "plan.txt") if one.entry == target.id]
    assert target.quote[:8].endswith(fault.problem.split('"')[1][-5:])
    assert fault.key == "quote"
