from .following.urls import urlpatterns as following
from .inviting.urls import urlpatterns as inviting
from .reading.urls import urlpatterns as reading
from .record.urls import urlpatterns as record
from .remarks.urls import urlpatterns as remarks
from .table.urls import urlpatterns as table

app_name = "meetings"
urlpatterns = [*reading, *inviting, *table, *record, *following, *remarks]
