from django.urls import path

from . import cabinet, mandates, posts, views

app_name = "institutions"
urlpatterns = [
    path("", views.institution_list, name="list"),
    path("new/", views.new, name="new"),
    path("cabinet/", cabinet.cabinet, name="cabinet"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/mandates/new/", mandates.begin, name="mandate_begin"),
    path("<int:pk>/posts/new/", posts.new, name="post_new"),
    path("<int:pk>/superiors/new/", posts.stand_under, name="subordinate"),
    path("mandates/<int:pk>/end/", mandates.end, name="mandate_end"),
    path("posts/<int:pk>/edit/", posts.edit, name="post_edit"),
    path("posts/<int:pk>/end/", posts.end, name="post_end"),
    path("posts/<int:pk>/appoint/", posts.appoint, name="post_appoint"),
    path("superiors/<int:pk>/end/", posts.stand_alone, name="subordination_end"),
]
