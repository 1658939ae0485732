"""Typed text: read into a closed tree, nothing of it lost, nothing of it run."""

import pytest

from sapat.publish.papers.prose import Grid, Items, Quote, Title, Words, lines, nodes, plain


def said(markdown):
    return list(lines(nodes(markdown)))


def test_looks_are_read_and_joined():
    (words,) = nodes("**Калың** жана *жантык*, ***экөө***")
    looks = [(run.text, run.strong, run.emphatic) for run in words.runs]
    assert looks == [
        ("Калың", True, False), (" жана ", False, False), ("жантык", False, True),
        (", ", False, False), ("экөө", True, True),
    ]  # fmt: skip


def test_lists_keep_their_numbers_and_their_order():
    (items,) = nodes("3) үч\n   - ич\n     1. терең\n4) төрт")
    assert (items.numbered, items.start, items.bracket) == (True, 3, True)
    assert said("3) үч\n   - ич\n     1. терең\n4) төрт") == [
        "3) үч",
        "– ич",
        "1. терең",
        "4) төрт",
    ]


def test_headings_go_down_step_by_step():
    found = nodes("## Бир\n#### Эки\n##### Үч\n### Төрт\n# Беш")
    assert [title.level for title in found] == [1, 2, 3, 2, 1]


def test_a_line_typed_is_a_line_printed():
    (words,) = nodes("1.1. Биринчи.\n1.2. Экинчи.")
    assert [run.text for run in words.runs] == ["1.1. Биринчи.", "\n", "1.2. Экинчи."]


def test_blanks_to_fill_in_stay_blanks():
    assert said("«___» ______ 20__-ж. № ____ «___»") == ["«___» ______ 20__-ж. № ____ «___»"]
    assert said("______") == ["______"]


def test_what_is_set_in_is_no_code():
    assert said("    төрт орун\n\tтабуляция") == ["төрт орун\nтабуляция"]


@pytest.mark.parametrize(
    "typed",
    ["<b>x</b>", "<!-- x -->", "`x`", "[x](javascript:alert(1))", '#eval("x")', "$x^2$"],
)
def test_what_is_not_known_stays_text(typed):
    (words,) = nodes(typed)
    assert plain(words.runs) == typed


def test_an_address_is_written_out_for_paper():
    assert said("[мыйзам](https://a.kg/1)") == ["мыйзам (https://a.kg/1)"]
    assert said("[https://a.kg](https://a.kg)") == ["https://a.kg"]


def test_an_image_is_the_words_that_describe_it():
    assert said("![Мектеп](https://a.kg/x.png)") == ["Мектеп"]


def test_a_typed_table_has_rows_of_one_length():
    (grid,) = nodes("| а | б |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |")
    assert isinstance(grid, Grid)
    assert {len(row) for row in (grid.head, *grid.rows)} == {2}


def depth_of(node):
    inside = node.nodes if isinstance(node, Quote) else ()
    inside = [each for item in node.items for each in item] if isinstance(node, Items) else inside
    return 1 + max(map(depth_of, inside), default=0)


@pytest.mark.parametrize("typed", ["> " * 45 + "терең", "- " * 45 + "терең"])
def test_what_lies_deep_is_set_less_deep_and_not_lost(typed):
    (found,) = nodes(typed)
    assert depth_of(found) < 9
    assert any("терең" in line for line in said(typed))


def test_nothing_is_nothing():
    assert nodes("") == nodes("\n \n") == nodes("#") == []
    assert isinstance(nodes("-")[0], Items)
    assert not [node for node in nodes("-\n\n#\n\nx") if isinstance(node, Title)]
    assert isinstance(nodes("x")[0], Words)
