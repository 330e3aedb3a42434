"""An institution ends and another takes its place: what it leads in live plans is led by the heir.

Editions keep the name they were frozen with, and commitments the institution that gave them: the heir is asked anew.
"""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sekretariat.domain.institutions.models import Institution
from sekretariat.ground.actors import Actor, Permission
from sekretariat.ground.audit.services import record
from sekretariat.ground.errors import NotAllowed

from ..enums import PartyRole
from ..models import Measure, MeasureParty, NodeParty
from ..queries.living import live_node_parties, live_parties
from ._guards import touch
from ._indexing import index_measure


@transaction.atomic
def pass_on_measures(*, institution: Institution, heir: Institution, by: Actor, on: datetime.date) -> int:
    """Let the heir lead or take part where the institution did, in every office's live plans. Returns how many."""
    if not by.may_anywhere(Permission.DIRECTORY_EDIT):
        raise NotAllowed(_("Only the officers of a secretariat keep institutions and persons."))
    parties = list(live_parties(institution).select_related("measure"))
    for party in parties:
        data = {"led_before_by": institution.label, "led_by": heir.label}
        touch("measure.passed_on", party.measure, by=by, on=on, **data)
        _let_heir_have(party, heir)
    for node_party in live_node_parties(institution).select_related("node"):
        record(
            "node.passed_on", by=by, target=node_party.node, on=on, led_before_by=institution.label, led_by=heir.label
        )
        _let_heir_have_node(node_party, heir)
    for measure in Measure.objects.filter(pk__in=[party.measure_id for party in parties]):
        index_measure(measure)
    return len(parties)


def _let_heir_have(party: MeasureParty, heir: Institution) -> None:
    """The heir may take part already: then it stands once, as the lead if either was."""
    standing = MeasureParty.objects.filter(measure=party.measure_id, institution=heir).first()
    if standing is None:
        party.institution = heir
        party.save(update_fields=["institution"])
        return
    if PartyRole.LEAD in (party.role, standing.role):
        standing.role = PartyRole.LEAD
        standing.body_id = standing.body_id or party.body_id
        standing.save(update_fields=["role", "body"])
    party.delete()


def _let_heir_have_node(party: NodeParty, heir: Institution) -> None:
    same = NodeParty.objects.filter(node=party.node_id, role=party.role, institution=heir, body=party.body_id)
    if same.exists():
        party.delete()
        return
    party.institution, party.representative = heir, None
    party.save(update_fields=["institution", "representative"])
