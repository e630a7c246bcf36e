"""`holdfast statistics`: the same figures for a person and for a script."""

from person import Person

from holdfast.standins.cloudinary import StandIn


def test_what_there_is_is_counted_and_what_is_at_risk_is_named(person: Person, cloud: StandIn) -> None:
    person.set_up()
    person.run("statistics").says("Nothing is listed yet")
    cloud.faults.plan("404", key=cloud.photos[0].asset_id, times=1000)
    person.run("backup", code=None)
    said = person.run("statistics", "--json").json
    assert said["totals"]["listed"] == len(cloud.photos)
    assert sum(one["photos"] for one in said["taken"]) + said["undated"] == len(cloud.photos)
    formats = said["formats"]
    assert sum(one["photos"] for one in [*formats["first"], formats["rest"] or {"photos": 0}]) == len(cloud.photos)
    assert said["grown"][-1]["photos"] == said["totals"]["originals"]
    at_risk = {one["code"]: one["photos"] for one in said["risks"]}
    assert at_risk["FAILED"] == said["totals"]["failed"] > 0
    told = person.run("statistics")
    told.says("At risk:", "state:failed", "By type:", "travel", said["years"][0]["name"])
    assert "\\x" not in told.out  # what ends a line is not told as a sign in one
    assert person.run("statistics", "--anew", "--json").json["years"] == said["years"]
