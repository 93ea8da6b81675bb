"""A browser tab on the app: opens an address, waits until it is drawn, reads what it shows."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Request, ViewportSize, WebSocket

PAGES = (
    ("overview", "Overview"),
    ("outcomes", "Outcomes"),
    ("partnership_working", "Partnership working"),
    ("added_value", "Added value"),
    ("geography", "Geography"),
    ("departments", "Departments"),
    ("golden_thread", "Golden thread"),
    ("targets", "Baselines and targets"),
    ("improvement_plan", "Improvement plan"),
    ("changes", "Changes"),
    ("framework", "Framework"),
    ("catalogue", "Catalogue"),
    ("questionnaire", "Questionnaire"),
    ("methods", "Methods"),
)
# Pages once a choice is made on them, with the name of their pictures.
CHOICES = (
    ("outcomes?indicator=BV126", "case"),
    ("outcomes?indicator=VP20&area=E05000290", "ward-case"),
    ("outcomes?indicator=VP32&across=one+reason&screened=true", "chart-settings"),
    ("outcomes?text=no+such+words", "nothing-found"),
    ("geography?indicator=VP20&area=E05000290", "neighbourhoods"),
    ("departments?department=HC-CE", "department"),
    ("outcomes?indicator=BV126&judged=then", "case-judged-then"),
    ("golden_thread?node=LO01&opened=beneath+departmental_objective", "line-of-sight"),
    ("golden_thread?node=S0", "purpose"),
    ("golden_thread?part=breaks", "breaks"),
    ("golden_thread?part=coverage", "thread-coverage"),
    ("golden_thread?part=said", "said-and-done"),
    ("golden_thread?node=OP13", "feedback-at-a-node"),
    ("outcomes?indicator=BV128", "case-with-commentary"),
    ("golden_thread?part=edits", "thread-edits"),
    ("golden_thread?sheet=HC-PF-SCH", "sheet-of-department"),
    (
        "targets?indicator=QOL11&trial=Steady&baseline=Average+of+last+values"
        "&trial_b=Bold~base_chart~target_percent_5~path_stepped_3~level_limit~range_75_79"
        "&trial_c=Own~base_last~target_whole~path_milestones_74.5_75~level_none",
        "three-trials",
    ),
    ("targets?indicator=BV126&target=A+stated+target&trial_b=half~a+link", "no-rule-yet"),
    ("targets?indicator=BV126&presenting=true", "trial-presented"),
    ("changes?part=decisions", "decisions"),
    ("changes?part=feedback", "texts-to-read"),
    ("changes?part=definitions", "definitions"),
    ("changes?part=principles", "principles"),
    ("changes?part=people", "people"),
    ("changes?part=audit", "audit"),
    ("improvement_plan?view=timeline", "plan-timeline"),
    ("improvement_plan?view=partners", "plan-by-partner"),
    ("improvement_plan?view=overdue", "plan-overdue"),
    ("improvement_plan?view=clock", "intervention-clock"),
    ("improvement_plan?action=wardens-and-lighting", "action"),
    ("framework?indicator=PCT02", "pieces"),
    ("framework?facts=true&partner=Probation", "facts"),
    ("catalogue?indicator=BV126", "sheet"),
    ("catalogue?part=duplicates", "collected-twice"),
    ("catalogue?part=duplicates&measure=smoking_quitters", "side-by-side"),
    ("questionnaire?part=run", "run-a-round"),
    ("questionnaire?link=unknown", "unknown-link"),
    ("methods?method=control_chart", "method"),
    ("partnership_working?dimension=People", "question"),
    ("partnership_working?dimension=Processes&sort=Largest+change&finite=true", "question-sorted"),
    ("partnership_working?round=2005", "first-round"),
    ("partnership_working?presenting=true", "round-presented"),
    ("added_value?claim=joint-tasking", "claim"),
    ("added_value?claim=falls-team", "claim-by-ward"),
    ("added_value?claim=gcse-partnership", "claim-untested"),
    ("added_value?claim=joint-tasking&start=2005-05-01&put_back=E09000026", "claim-tried"),
    ("added_value?partner=Harrow+PCT", "knock-out"),
    ("added_value?claim=kitchen-waste&presenting=true", "claim-presented"),
    ("partnership_working?dimension=Leadership&presenting=true", "question-presented"),
    ("overview?presenting=true", "presenting"),
)
DEFAULT_PAGE = "overview"
SIZES: dict[str, ViewportSize] = {
    "laptop": {"width": 1280, "height": 720},
    "phone": {"width": 390, "height": 844},
}
PATIENCE = 20_000  # milliseconds
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.getAttribute('data-test-connection-state') === 'CONNECTED'
        && app.getAttribute('data-test-script-state') === 'notRunning'
        && document.querySelector('[data-testid="stSkeleton"]') === null
        && document.querySelector('[data-stale="true"]') === null
        && !document.body.innerText.includes('are being worked out')
        && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')]
            .every(chart => chart.querySelector('canvas, svg') !== null);
}"""


class Tab:
    """A tab, the requests it made to other origins, and the errors its scripts threw."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._note)
        page.on("websocket", self._note)
        page.on("pageerror", self._fail)

    def leave(self) -> None:
        """Note nothing more; what the tab does from now on is another's."""
        self.page.remove_listener("request", self._note)
        self.page.remove_listener("websocket", self._note)
        self.page.remove_listener("pageerror", self._fail)

    def open(self, address: str) -> Tab:
        """The same tab with `page?query` open and drawn; the default page answers at ''."""
        page, mark, query = address.partition("?")
        path = "" if page == DEFAULT_PAGE else page
        self.page.goto(f"{self.url}/{path}{mark}{query}")
        return self.settle()

    def settle(self) -> Tab:
        """The same tab once nothing is running and everything is drawn, twice in a row."""
        for _ in range(2):
            self.page.wait_for_function(SETTLED, polling=50)
            self.page.wait_for_timeout(150)
        self.page.wait_for_function(SETTLED, polling=50)
        return self

    @property
    def main(self) -> str:
        """The words of the page itself, without menus."""
        return self.page.get_by_test_id("stMain").inner_text()

    @property
    def address(self) -> str:
        """Page and query as the address bar shows them."""
        parts = urlsplit(self.page.url)
        return parts.path.strip("/") + (f"?{parts.query}" if parts.query else "")

    @property
    def has_traceback(self) -> bool:
        """Whether the page shows an exception in place of words."""
        return self.page.get_by_test_id("stException").count() > 0

    def _fail(self, error: Error) -> None:
        self.errors.append(str(error))

    def _note(self, request: Request | WebSocket) -> None:
        ours = urlsplit(self.url).netloc
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != ours:
            self.elsewhere.append(request.url)
