from .keeping.urls import urlpatterns as keeping

app_name = "plans"
urlpatterns = [
    *keeping,
]
