from ndl.registration.documents.kinds import DocumentKind
from ndl.registration.library.search.targets import Target
from ndl.registration.library.services import Service
from ndl.registration.review.reasons import DeclineReason


RESIDENCE_CARD = DocumentKind(
    "residence-card", "Residence card", "Both sides.", both_sides=True, position=45
)
PASSPORT = DocumentKind("passport", "Passport (any country)", position=60)
BLURRED_PHOTO = DeclineReason(
    "blurred-photo", "The photo is blurred.", category="a photo that cannot be used"
)


class MapRoom(Service):
    """Open only to residents of Tokyo: a rule that no flag expresses."""

    def is_open_to(self, patron):
        return super().is_open_to(patron) and patron.residence.region == "東京都"


MAP_ROOM = MapRoom("map-room", "Map room")
UNION_CATALOGUE = Target(
    "union-catalogue",
    "Union catalogue",
    address="https://catalogue.example.org/sru",
    index_any="cql.anywhere",
)
