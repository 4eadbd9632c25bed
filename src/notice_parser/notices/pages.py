"""Pages without text → Problems: what stands on them was not read, and a person should know."""

from __future__ import annotations

from ..model import Document, Problem, ProblemCode, Span

_WHY = {
    "none": "第{number}页有图像或图形，没有读出文字，请人工核对",
    "hidden": "第{number}个工作表是隐藏的，没有读取",
    "aside": "第{number}个工作表不是双公示表，没有读取",
}


def unread_pages(document: Document) -> list[Problem]:
    """Report the pages that were not read.

    >>> from ..model import Page
    >>> pages = (Page(number=1, width=0, height=0), Page(number=2, width=0, height=0, read_by="hidden"))
    >>> [problem.message for problem in unread_pages(Document(name="a.xlsx", sha256="", pages=pages))]
    ['第2个工作表是隐藏的，没有读取']
    """
    return [
        Problem(
            code=ProblemCode.UNREAD_PAGE,
            message=_WHY[page.read_by].format(number=page.number),
            span=Span(0, 0),
            page=page.number,
        )
        for page in document.pages
        if page.read_by in _WHY
    ]
