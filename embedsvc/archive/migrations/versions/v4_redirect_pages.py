"""Editions and events under the present normal form of their URLs, again.

Links to redirect pages and mirrors were stored before those were known. A takedown of such a link binds its
target too.
"""

from embedsvc.archive.migrations.versions import v3_normal_forms

revision = "4"
down_revision = "3"

upgrade = v3_normal_forms.upgrade
