"""The multi-plugin `ndl_registration`."""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from AccessControl.Permissions import add_user_folders
from ndl.registration.pas.authentication import Authentication
from ndl.registration.pas.groups import Groups
from ndl.registration.pas.management import Management
from ndl.registration.pas.stores import send_events_of_stores
from ndl.registration.pas.users import Users
from persistent.mapping import PersistentMapping
from Products.PlonePAS.interfaces.capabilities import IDeleteCapability
from Products.PlonePAS.interfaces.capabilities import IPasswordSetCapability
from Products.PlonePAS.interfaces.group import IGroupIntrospection
from Products.PlonePAS.interfaces.plugins import IUserManagement
from Products.PluggableAuthService import registerMultiPlugin
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsResetPlugin
from Products.PluggableAuthService.interfaces.plugins import ICredentialsUpdatePlugin
from Products.PluggableAuthService.interfaces.plugins import IExtractionPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IRoleAssignerPlugin
from Products.PluggableAuthService.interfaces.plugins import IRolesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IValidationPlugin
from Products.PluggableAuthService.PluggableAuthService import PluggableAuthService
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import Any
from zope.interface import implementer
from zope.interface.interface import InterfaceClass
from ZPublisher.HTTPRequest import HTTPRequest


INTERFACES = (
    IExtractionPlugin,
    IAuthenticationPlugin,
    ICredentialsUpdatePlugin,
    ICredentialsResetPlugin,
    IUserEnumerationPlugin,
    IPropertiesPlugin,
    IRolesPlugin,
    IUserManagement,
    IValidationPlugin,
    IRoleAssignerPlugin,
    IGroupsPlugin,
    IGroupEnumerationPlugin,
    IGroupIntrospection,
)


def manage_addRegistrationPlugin(
    self: PluggableAuthService,
    id: str,
    title: str = "",
    REQUEST: HTTPRequest | None = None,
) -> None:
    """Add the plugin to a user folder; installing the add-on does this."""
    self._setObject(id, RegistrationPlugin(id, title))
    if REQUEST is not None:
        REQUEST.response.redirect(f"{self.absolute_url()}/manage_workspace")


@implementer(*INTERFACES, IDeleteCapability, IPasswordSetCapability)
class RegistrationPlugin(Authentication, Users, Groups, Management, BasePlugin):
    """Patrons as users, and sessions instead of passwords for all who need a code.

    The plugin owns the stores; the underscore keeps them from being published.
    """

    meta_type = "NDL Registration Plugin"
    security = ClassSecurityInfo()
    _dont_swallow_my_exceptions = True
    _cookie_mark = ""

    def __init__(self, id: str, title: str = "") -> None:
        self._setId(id)
        self.title = title
        self._stores = PersistentMapping()

    @security.private
    def store(self, interface: InterfaceClass) -> Any:
        """The store of this interface, also while it is not registered as a utility."""
        return self._stores[interface.__identifier__]


InitializeClass(RegistrationPlugin)


def initialize(context: Any) -> None:
    """Register the plugin with Zope and make Plone's account stores send events."""
    send_events_of_stores()
    registerMultiPlugin(RegistrationPlugin.meta_type)
    context.registerClass(
        RegistrationPlugin,
        permission=add_user_folders,
        constructors=(manage_addRegistrationPlugin,),
        visibility=None,
    )
