"""A supervisor believes that the link is broken, again and again."""

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def create_table(audit):
    with audit.engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit (line text)"))


def office(app, bench):
    audit = app.Audit(bench.url("postgres"))
    create_table(audit)
    yield audit
    audit.engine.dispose()


def visit(app, office):
    audit = app.Audit(office.engine.url)
    try:
        audit.write("visited")
    finally:
        audit.engine.dispose()


def reconnect(app, audit):
    audit.reconnect()
    audit.write("reconnected")


scenario = Scenario(
    good=visit,
    bad=reconnect,
    setup=office,
    gauge=gauges.descriptors(),
    needs=("postgres",),
    buggy=Promise("held until the collector runs", 1),
    fixed=Promise("drains"),
)
