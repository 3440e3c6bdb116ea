"""Exports through the web hold no patrons, whoever manages the site."""

from ndl.registration.config import DESK_ID
from ndl.registration.events import AccountChanging
from ndl.registration.events import AccountPart
from ndl.registration.events import AuditTag
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from Products.GenericSetup.context import DirectoryImportContext
from Products.GenericSetup.interfaces import IFilesystemImporter
from transaction import commit
from zipfile import is_zipfile
from zipfile import ZipFile
from zope.component import getGlobalSiteManager

import gzip
import io
import pytest


SECRETS = (
    "$argon2",
    "{SSHA}",
    "taro@example.org",
    "図書",
    "hanako@example.org",
    "国立",
)
PATHS = (
    "",
    "acl_users",
    "acl_users/ndl_registration",
    "acl_users/source_users",
    DESK_ID,
    f"{DESK_ID}/{{app}}",
)


@pytest.fixture
def manager(log_in, site, application, applicant):
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, "Folder", "news")
    commit()
    return log_in("manager")


def unpacked(answer):
    """The bytes of an answer, and of what is packed in it."""
    content, file = answer.content, io.BytesIO(answer.content)
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    elif is_zipfile(file):
        with ZipFile(file) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content


def secrets_in(answer):
    content = unpacked(answer)
    forms = {
        secret: (secret.encode(), ascii(secret)[1:-1].encode()) for secret in SECRETS
    }
    return [name for name, found in forms.items() if any(f in content for f in found)]


def exports(path):
    parent, _slash, name = path.rpartition("/")
    ways = [
        f"{path}/manage_exportObject?download=1",
        f"{path}?manage_exportObject:method=1&download=1",
        f"{path}/manage_exportObject",
    ]
    if name:
        ways.append(f"news/{path}/manage_exportObject?download=1")
        ways.append(f"{parent}/manage_exportObject?id={name}&download=1")
    return ways


class TestObjects:
    def test_that_hold_patrons_stay(
        self, manager, application, audited, tmp_path, monkeypatch, subtests
    ):
        for verb in ["get", "post"]:
            for path in PATHS:
                with subtests.test(verb=verb, path=path):
                    monkeypatch.setattr(
                        "OFS.ObjectManager.CONFIG.clienthome", str(tmp_path)
                    )
                    for way in exports(path.format(app=application.getId())):
                        answer = getattr(manager, verb)(way)
                        assert secrets_in(answer) == [], way
                        assert b"ZEXP" not in answer.content[:4]
                    assert list(tmp_path.iterdir()) == []
                    assert AuditTag.EXPORT_REFUSED in {event.tag for event in audited}
                    audited.clear()

    def test_of_the_root_that_hold_the_site(self, manager):
        root = manager.url.rpartition("/")[0]
        name = manager.url.rpartition("/")[2]
        for path in (
            "manage_exportObject?download=1",
            f"manage_exportObject?id={name}",
        ):
            assert secrets_in(manager.get(f"{root}/{path}")) == []

    def test_other_content_is_exported(self, manager):
        answer = manager.get("news/manage_exportObject?download=1")
        assert answer.content.startswith(b"ZEXP")

    def test_root_users_may_and_it_is_audited(self, visit, manager, audited):
        answer = visit().get(
            "acl_users/manage_exportObject?download=1",
            auth=(SITE_OWNER_NAME, SITE_OWNER_PASSWORD),
        )
        assert answer.content.startswith(b"ZEXP")
        assert AuditTag.EXPORT_MADE in {event.tag for event in audited}


class TestOtherDoors:
    def test_of_single_objects(self, manager, application, subtests):
        for path in [
            "manage_FTPget",
            "manage_DAVget",
            "manage_main",
            "manage_propertiesForm",
            "get_size",
            "declared",
            "_pictures",
        ]:
            for place in PATHS:
                with subtests.test(path=path, place=place):
                    shown = place.format(app=application.getId())
                    answer = manager.get(f"{shown}/{path}")
                    assert "$argon2" not in answer.text
                    assert "図書" not in answer.text

    @pytest.mark.parametrize("verb", ["get", "post"])
    @pytest.mark.parametrize(
        "path",
        [
            "portal_setup/manage_exportAllSteps",
            "portal_setup/manage_exportSelectedSteps?ids:list=content",
            "portal_setup/manage_createSnapshot",
        ],
    )
    def test_of_the_setup_tool(self, manager, site, path, verb):
        answer = getattr(manager, verb)(path)
        assert secrets_in(answer) == []
        for name in site.portal_setup.objectIds():
            listed = manager.get(f"portal_setup/{name}/manage_exportObject?download=1")
            assert secrets_in(listed) == []

    @pytest.mark.parametrize(
        "plugin_id", ["source_users", "source_groups", "portal_role_manager"]
    )
    def test_what_the_setup_tool_reads_into_plugins_is_told(self, site, plugin_id):
        told, manager = [], getGlobalSiteManager()
        importer = IFilesystemImporter(site.acl_users[plugin_id])
        context = DirectoryImportContext(site.portal_setup, "nowhere")
        manager.registerHandler(told.append, (AccountChanging,))
        importer.import_(context, "", False)
        manager.unregisterHandler(told.append, (AccountChanging,))
        assert [(e.part, e.user_id) for e in told] == [(AccountPart.PLUGINS, plugin_id)]

    def test_of_plone_exportimport(self, manager):
        answer = manager.post("@export", headers={"Accept": "application/json"})
        assert secrets_in(answer) == []
        assert answer.status_code == 403

    def test_of_the_management_pages(self, manager, subtests):
        for path in [
            "portal_catalog/manage_catalogView",
            "undo_logs",
            "manage_UndoForm",
            "portal_historiesstorage/manage_main",
            "acl_users/manage_main",
            "acl_users/ndl_registration/manage_workspace",
            "acl_users/ndl_registration/objectItems",
            "acl_users/plugins/manage_FTPget",
        ]:
            with subtests.test(path=path):
                assert "$argon2" not in manager.get(path).text
