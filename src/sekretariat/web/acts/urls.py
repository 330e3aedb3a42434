from django.urls import path

from . import changing, finding, keeping, views

app_name = "acts"
urlpatterns = [
    path("", views.act_list, name="list"),
    path("new/", keeping.new, name="new"),
    path("find/", finding.find, name="find"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", keeping.edit, name="edit"),
    path("<int:pk>/confirm/", keeping.confirm, name="confirm"),
    path("<int:pk>/amend/", changing.amend, name="amend"),
    path("<int:pk>/changes/<int:amended_pk>/", changing.affected, name="affected"),
    path("<int:pk>/changes/<int:amended_pk>/remove/", changing.remove, name="remove_amendment"),
]
