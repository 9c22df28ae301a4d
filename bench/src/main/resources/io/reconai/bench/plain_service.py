"""A plain service over the same rows: no sign-in, no limits; one list and one dashboard with what ours say."""

import json
import sqlite3
import sys
from datetime import date, datetime, timedelta, timezone

import uvicorn
from fastapi import FastAPI, Header

STORE, PORT = sys.argv[1], int(sys.argv[2])
app = FastAPI()
store = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True, check_same_thread=False)


@app.get("/assets")
async def assets(x_workspace_id: str = Header(), limit: int = 20):
    rows = store.execute(
        "SELECT row_document FROM assets WHERE workspace_id = ? ORDER BY risk_score DESC, asset_id LIMIT ?",
        (x_workspace_id, limit),
    ).fetchall()
    total = store.execute("SELECT count(*) FROM assets WHERE workspace_id = ?", (x_workspace_id,)).fetchone()[0]
    return {"data": [json.loads(row[0]) for row in rows], "pagination": {"total_items": total}}


def row(sql, *values):
    return store.execute(sql, values).fetchone()


def change(before, now):
    return round((now - before) / before * 100, 1) if before else 0


@app.get("/dashboard")
async def dashboard(x_workspace_id: str = Header()):
    me, today = x_workspace_id, datetime.now(timezone.utc)
    week, two_weeks = (today - timedelta(days=7)).isoformat(), (today - timedelta(days=14)).isoformat()
    levels = store.execute(
        "SELECT risk_level, count(*), sum(risk_score) FROM assets WHERE workspace_id = ? AND state = 'active'"
        " GROUP BY risk_level",
        (me,),
    ).fetchall()
    assets, score = sum(level[1] for level in levels), sum(level[2] for level in levels)
    mean = score / assets if assets else 0
    findings = store.execute(
        "SELECT f.severity, count(*) FROM findings f JOIN assets a USING (workspace_id, asset_id)"
        " WHERE f.workspace_id = ? AND a.state = 'active' AND f.state IN ('open', 'acknowledged') GROUP BY f.severity",
        (me,),
    ).fetchall()
    latest = store.execute(
        "SELECT f.finding_id, f.title, f.severity, f.asset_value, f.first_seen_at"
        " FROM findings f JOIN assets a USING (workspace_id, asset_id)"
        " WHERE f.workspace_id = ? AND a.state = 'active' AND f.state IN ('open', 'acknowledged')"
        " ORDER BY f.first_seen_at DESC, f.severity DESC, f.finding_id LIMIT 5",
        (me,),
    ).fetchall()
    then = row(
        "SELECT assets, risk_sum, day FROM daily_snapshots WHERE workspace_id = ? AND domain = '' AND day <= ?"
        " ORDER BY day DESC LIMIT 1",
        me,
        week[:10],
    )
    first = row("SELECT min(day) FROM daily_snapshots WHERE workspace_id = ? AND domain = ''", me)[0]
    scans = row(
        "SELECT count(*), total(created_at >= ?), total(created_at >= ? AND created_at < ?) FROM scans"
        " WHERE workspace_id = ?",
        week,
        two_weeks,
        week,
        me,
    )
    critical = row(
        "SELECT count(*) FROM assets a JOIN asset_levels l USING (asset_id) WHERE a.workspace_id = ?"
        " AND a.state = 'active' AND a.risk_level = 'critical' AND l.since >= ?",
        me,
        week,
    )[0]
    monitored = row("SELECT count(*) FROM domains WHERE workspace_id = ? AND monitored", me)[0]
    last = row(
        "SELECT scan_id, domain, completed_at FROM scans WHERE workspace_id = ? AND scan_status = 'completed'"
        " ORDER BY completed_at DESC LIMIT 1",
        me,
    )
    by_risk = {level[0]: level[1] for level in levels}
    return {
        "data": {
            "overall_risk_score": round(mean),
            "risk_score_change_7d": change(then[1] / then[0], mean) if then and then[0] else 0,
            "discovered_assets": assets,
            "assets_change_7d": change(then[0], assets) if then else 0,
            "total_scans": scans[0],
            "scans_change_7d": change(scans[2], scans[1]),
            "new_critical_alerts": critical,
            "open_vulnerabilities": by_risk.get("high", 0) + by_risk.get("critical", 0),
            "assets_by_risk": by_risk,
            "open_findings": sum(finding[1] for finding in findings),
            "open_findings_by_severity": dict(findings),
            "history_days": (today.date() - date.fromisoformat(first)).days if first else 0,
            "monitored_domains": monitored,
            "last_scan": dict(zip(("scan_id", "domain", "completed_at"), last)) if last else None,
            "latest_findings": [
                dict(zip(("finding_id", "title", "severity", "asset_value", "first_seen_at"), found)) for found in latest
            ],
        }
    }


uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error")
