"""Editions and events under the present normal form of their URLs, again.

Links of affiliates and advertisements, and some tracking parameters, were stored before those were known.
"""

from embedsvc.archive.migrations.versions import v3_normal_forms

revision = "5"
down_revision = "4"

upgrade = v3_normal_forms.upgrade
