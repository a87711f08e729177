"""Confirm an order and write to the customer."""

from sqlalchemy import orm


class Base(orm.DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    email: orm.Mapped[str]
    confirmed: orm.Mapped[bool]


def confirm(engine, number, mail):
    with orm.Session(engine, expire_on_commit=False) as session:
        order = session.get_one(Order, number)
        order.confirmed = True
        session.commit()
        mail(order.email)
