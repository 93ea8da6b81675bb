"""The pages as viewers turn them: the address of each page with the choices they make on it."""

PAGES: dict[str, tuple[str, ...]] = {
    "Overview": ("",),
    "Outcomes": ("outcomes", "outcomes?status=Intervention", "outcomes?text=crime"),
    "Outcomes, one case": (
        "outcomes?indicator=Domestic+burglary",
        "outcomes?indicator=Domestic+burglary&area=Greenhill",
        "outcomes?indicator=Recycling+stretch",
    ),
    "Partnership working": (
        "partnership_working",
        "partnership_working?dimension=People",
        "partnership_working?round=2007",
    ),
    "Added value": (
        "added_value",
        "added_value?claim=joint-tasking",
        "added_value?claim=falls-team",
    ),
    "Geography": (
        "geography?indicator=Total+recorded+crime+rate",
        "geography?indicator=Total+recorded+crime+rate&area=Greenhill",
        "geography?indicator=Domestic+burglary",
    ),
    "Departments": ("departments", "departments?partner=Harrow+Council"),
    "Golden thread": (
        "golden_thread",
        "golden_thread?part=Breaks",
        "golden_thread?node=LO01",
        "golden_thread?sheet=HC-PF-SCH",
    ),
    "Improvement plan": (
        "improvement_plan",
        "improvement_plan?view=Intervention+clock",
        "improvement_plan?action=wardens-and-lighting",
    ),
    "Framework": (
        "framework",
        "framework?partner=Harrow+PCT",
        "framework?indicator=Waste+recycled",
    ),
    "Baselines and targets": (
        "targets?indicator=Domestic+burglary",
        "targets?indicator=Domestic+burglary&target_percent=15&trial=Bold",
        "targets?indicator=Working-age+employment+rate&baseline=Average+of+last+values"
        "&trial_b=Bold~base_chart~target_percent_5~path_stepped_3~level_limit~range_75_79"
        "&trial_c=Own~base_last~target_whole~path_milestones_74.5_75~level_none",
    ),
    "Catalogue": ("catalogue", "catalogue?text=crime", "catalogue?indicator=Domestic+burglary"),
    "Methods": ("methods", "methods?method=Forecast"),
}
EMPTY = ("",)


def everywhere() -> list[str]:
    """Every address of every page, in reading order."""
    return [address for addresses in PAGES.values() for address in addresses]
