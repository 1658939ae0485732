"""The map of processes: nothing is lost, nothing overlaps, arrows run forward."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sapat.publish.process_map.geometry import Rect, Sizes, drawn
from sapat.publish.process_map.layers import layered

SIZES = Sizes(box=200)
GRAPHS = st.integers(1, 14).flatmap(
    lambda count: st.tuples(
        st.just(list(range(count))),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30),
        st.integers(1, 4),
    )
)


def nodes_of(layers):
    return sorted(place.node for row in layers.rows for place in row if place.node is not None)


@given(GRAPHS)
def test_no_node_is_lost_and_no_row_is_too_wide(graph):
    nodes, edges, most = graph
    layers = layered(nodes, edges, most=most)
    assert nodes_of(layers) == nodes
    assert all(sum(not place.is_passage for place in row) <= most for row in layers.rows)


@given(GRAPHS)
def test_every_arrow_runs_forward_or_is_named_as_running_back(graph):
    nodes, edges, most = graph
    layers = layered(nodes, edges, most=most)
    for way in layers.ways.values():
        assert [row for row, _ in way] == list(range(way[0][0], way[-1][0] + 1))
    real = {edge for edge in edges if edge[0] != edge[1]}
    assert real == set(layers.ways) | set(layers.back)


@given(GRAPHS)
def test_work_without_a_circle_has_no_arrow_back(graph):
    nodes, edges, most = graph
    onward = [edge for edge in edges if edge[0] < edge[1]]
    assert not layered(nodes, onward, most=most).back


@settings(deadline=None)
@given(GRAPHS)
def test_boxes_do_not_overlap_and_arrows_go_down_beside_them(graph):
    nodes, edges, most = graph
    layers = layered(nodes, edges, most=most)
    picture = drawn(layers, dict.fromkeys(nodes, 60.0), SIZES, feedback=layers.back)
    boxes = list(picture.boxes.values())
    assert not any(
        one.overlaps(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :]
    )
    for points in picture.arrows.values():
        assert [y for _, y in points] == sorted(y for _, y in points)
        passed = [
            Rect(one[0] - 1, one[1], 2, other[1] - one[1])
            for one, other in zip(points[1:-1:2], points[2:-1:2], strict=True)
        ]
        assert not any(line.overlaps(box) for line in passed for box in boxes)


@settings(deadline=None)
@given(GRAPHS)
def test_everything_lies_inside_the_picture(graph):
    nodes, edges, most = graph
    layers = layered(nodes, edges, most=most)
    picture = drawn(layers, dict.fromkeys(nodes, 60.0), SIZES, feedback=layers.back)
    for box in picture.boxes.values():
        assert box.x >= -1e-6
        assert box.x + box.width <= picture.width + 1e-6
        assert box.y + box.height <= picture.height + 1e-6
    for points in [*picture.arrows.values(), *picture.returns.values()]:
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points)


def test_first_and_last_stand_alone_outside_the_others():
    layers = layered([0, 1, 2, 3], [(0, 2), (1, 3), (1, 2)], most=4, first=0, last=3)
    assert [place.node for place in layers.rows[0]] == [0]
    assert [place.node for place in layers.rows[-1]] == [3]


def test_the_same_processes_are_drawn_the_same_every_time():
    edges = [(0, 2), (1, 2), (0, 3), (2, 3)]
    pictures = [
        drawn(layered([0, 1, 2, 3], edges, most=2), dict.fromkeys(range(4), 60.0), SIZES)
        for _ in range(2)
    ]
    assert pictures[0] == pictures[1]
