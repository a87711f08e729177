"""The panel says which faults a fix was put to, and what it does not stand."""

from tiny_site import Site

from harness.record.faults import Fault, Sort

HELD = Fault(Sort.BEFORE, "`shed.append(bike)` in lend()", "the bad call")
AGAIN = Fault(Sort.AFTER, "`shed.append(bike)` in lend()", "the bad call")
LOST = Fault(Sort.CANCELLED, "`ride()` in lend()", "the good call", "1 bike lost")


def test_the_faults_are_counted_and_listed(site: Site) -> None:
    """Injected and held by sort, with the calls that were hit."""
    site.record("fixed", faults=(HELD, AGAIN))
    page = site.html()
    assert "fixed.py stands 2 of 2 faults" in page
    assert "fails, 1 of 1: shed.append(bike). fails once made, 1 of 1: shed" in page


def test_what_is_declared_is_shown(site: Site) -> None:
    """A declared loss stands on the panel with its sentence."""
    declared = {"ride()": "A rider who is called away keeps the bike."}
    site.record("fixed", faults=(HELD, LOST), not_stood=declared)
    page = site.html()
    assert "fixed.py stands 1 of 2 faults" in page
    assert "A rider who is called away keeps the bike." in page


def test_an_undeclared_loss_is_refused(site: Site) -> None:
    """A record with a loss that nothing declares stops the build, in one sentence."""
    site.record("fixed", faults=(HELD, LOST))
    assert "with `ride()` in lend() cancelled, in the good call: 1 bike lost" in site.refusal()


def test_an_untrue_declaration_is_refused(site: Site) -> None:
    """A declaration of what is not lost stops the build."""
    site.record("fixed", faults=(HELD,), not_stood={"ride()": "It stays."})
    assert "the evidence contradicts the promise" in site.refusal()


def test_the_book_counts_its_faults(site: Site) -> None:
    """The sentence for the index counts over every record."""
    site.record("fixed", faults=(HELD, LOST), not_stood={"ride()": "It stays."})
    site.page(SHOWN)
    said = "2 faults were injected into 1 fixes, and 1 were held; the other 1 are declared"
    assert said in site.html()


SHOWN = ":::{example} bikes/lend\n:::\n\n```{standing}\n```\n"
