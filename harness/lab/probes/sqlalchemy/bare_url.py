"""Which driver does an address that begins with `postgresql://` ask for?"""

import json

from sqlalchemy.engine import make_url

dialect = make_url("postgresql://shop").get_dialect()
print(json.dumps({"answer": dialect.driver}))
