"""Posts and the sign-in of a person: enough to change every right."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from sapat.school.organisations import reads as organisations
from sapat.school.people import changes
from sapat.school.people.models import Person, Post
from sapat.web.asking import Question, ask, form_page, posted
from sapat.web.doors import SchoolRequest, right, seen
from sapat.web.forms.people import DayForm, ErasureForm, PasswordForm, PostForm, SignInForm
from sapat.web.pages.school.people import address


@right("people.change")
@form_page
def give_post(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Give a person a post from a day on."""
    person = seen(request, Person, person_id)
    units = {
        unit.organisation_id: unit for unit in organisations.units(request.school, localdate())
    }
    form = PostForm(posted(request))
    form.fields["unit"].offer(  # type: ignore[attr-defined]
        [(pk, unit.name) for pk, unit in units.items()], blank=_("the school as a whole")
    )
    question = Question(
        heading=_("Give a post"),
        button=_("Give the post"),
        back=address(person),
        pretitle=person.full_name,
        lead=_("Every right follows from the posts, from the day you name."),
        done=_("The post is given."),
    )
    return ask(
        request,
        form,
        question,
        lambda given: changes.give_post(
            person,
            given["role"],
            since=given["since"],
            order_number=given["order_number"],
            place=units[given["unit"]].organisation if given["unit"] else None,
            by=request.user,
            at=now(),
        ),
    )


@right("people.change")
@form_page
def end_post(request: SchoolRequest, post_id: int) -> HttpResponse:
    """End a post."""
    post = seen(request, Post, post_id)
    question = Question(
        heading=_("End the post: %(post)s") % {"post": post.get_role_display()},
        button=_("End the post"),
        back=address(post.person),
        pretitle=post.person.full_name,
        lead=_("From the day you name, the rights of the post are gone. The history stays."),
        done=_("The post is ended."),
    )
    return ask(
        request,
        DayForm(posted(request)),
        question,
        lambda given: changes.end_post(post, until=given["until"], by=request.user, at=now()),
    )


@right("people.change")
@form_page
def open_sign_in(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Let a person sign in."""
    person = seen(request, Person, person_id)
    question = Question(
        heading=_("Open the sign-in"),
        button=_("Open"),
        back=address(person),
        pretitle=person.full_name,
        lead=_("Hand the first password over in person. What opens follows from the posts."),
        done=_("The sign-in is open."),
    )
    return ask(
        request,
        SignInForm(posted(request)),
        question,
        lambda given: changes.open_sign_in(
            person, given["login"], given["password"], by=request.user, at=now()
        ),
    )


@right("people.change")
@form_page
def renew_sign_in(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Give a new password to somebody who lost theirs, or their phone."""
    person = seen(request, Person, person_id)
    question = Question(
        heading=_("New password"),
        button=_("Give the new password"),
        back=address(person),
        pretitle=person.full_name,
        lead=_("The old password and the second step stop working at once."),
        done=_("The new password works."),
    )
    return ask(
        request,
        PasswordForm(posted(request)),
        question,
        lambda given: changes.renew_sign_in(person, given["password"], by=request.user, at=now()),
    )


@right("people.change")
@form_page
def close_sign_in(request: SchoolRequest, person_id: int) -> HttpResponse:
    """Stop a person from signing in, at once and everywhere."""
    person = seen(request, Person, person_id)
    form = ErasureForm(posted(request))
    form.fields["sure"].label = _("This person must not sign in any more.")
    question = Question(
        heading=_("Close the sign-in"),
        button=_("Close"),
        back=address(person),
        pretitle=person.full_name,
        danger=True,
        done=_("The sign-in is closed."),
    )
    return ask(
        request,
        form,
        question,
        lambda _given: changes.close_sign_in(person, by=request.user, at=now()),
    )
