"""Every second upload is empty."""

from harness import Promise, Scenario, gauges

descriptors = gauges.descriptors()


def desk(app, bench):
    yield descriptors.read(app, bench)


def is_whole(app, descriptors_open):
    none_more = descriptors.read(app, None) == descriptors_open
    return none_more and app.words(b"two lamps") == 2


scenario = Scenario(
    good=lambda app, desk: app.words(b"two lamps"),
    bad=lambda app, desk: app.words(b""),
    setup=desk,
    gauge=gauges.temporary_files(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    invariant=is_whole,
)
