"""A plain service over the same rows: no sign-in, no limits, one list and one dashboard."""

import json
import sqlite3
import sys

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


@app.get("/dashboard")
async def dashboard(x_workspace_id: str = Header()):
    levels = dict(
        store.execute(
            "SELECT risk_level, count(*) FROM assets WHERE workspace_id = ? AND state = 'active' GROUP BY risk_level",
            (x_workspace_id,),
        ).fetchall()
    )
    mean = store.execute(
        "SELECT avg(risk_score) FROM assets WHERE workspace_id = ? AND state = 'active'", (x_workspace_id,)
    ).fetchone()[0]
    findings = dict(
        store.execute(
            "SELECT severity, count(*) FROM findings WHERE workspace_id = ? AND state = 'open' GROUP BY severity",
            (x_workspace_id,),
        ).fetchall()
    )
    return {"data": {"overall_risk_score": round(mean or 0), "assets_by_risk": levels, "open_findings": findings}}


uvicorn.run(app, host="127.0.0.1", port=PORT, log_level="error")
