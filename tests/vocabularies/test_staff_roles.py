from ndl.registration.vocabularies.choices import staff_roles


class TestStaffRoles:
    def test_are_those_given_to_staff(self, portal):
        offered = {term.value for term in staff_roles(portal)}
        assert {"Manager", "Site Administrator", "Registration Editor"} <= offered
        assert "Reviewer" in offered

    def test_are_none_of_patrons_or_of_everybody(self, portal):
        offered = {term.value for term in staff_roles(portal)}
        assert not offered & {"Simple Patron", "Official Patron", "Patron Overseas"}
        assert not offered & {"Anonymous", "Authenticated", "Owner"}
