import sys,json
sys.path.insert(0,'/work/main')
from fractions import Fraction
from pathlib import Path
import subprocess
from tests.second_company import separate
H=Path(__file__).parent
import math
def flat(t,at=()):
    if isinstance(t,dict):
        for k,v in t.items(): yield from flat(v,(*at,k))
    else: yield at,t
for tool,f,fn in [("account-tiering","tiering.yml",separate.tiering),("account-tiering","tiering-lite.json",separate.tiering),("account-tiering","accounts.csv",separate.tiering),("kpi-scorecard","kpi.yml",separate.scorecard),("kpi-scorecard","kpi-growth.json",separate.scorecard)]:
    print("=====",f)
    r=subprocess.run(["/work/main/.venv/bin/site-builder","compute",tool,"--given",str(H/f),"--format","json"],cwd="/work/main",capture_output=True,text=True)
    print(r.stderr, r.returncode)
    if r.returncode: continue
    got=json.loads(r.stdout); want=fn(separate.read(H/f))
    for part in ("values","lights"):
        miss=[k for k in want[part] if k not in got[part]]
        if miss: print("not in tool",miss)
        if f.endswith(("tiering.yml","kpi.yml")): print("not separate", part, [k for k in got[part] if k not in want[part]])
        for k in want[part]:
            if k in miss: continue
            g=dict(flat(got[part][k])); 
            for at,x in flat(want[part][k]):
                y=g.pop(at,"absent")
                if isinstance(x,(Fraction,float,int)) and not isinstance(x,bool): ok=isinstance(y,(int,float)) and math.isclose(x,y,rel_tol=1e-9,abs_tol=1e-12)
                else: ok= x==y
                if not ok: print(part,k,at,"want",float(x) if isinstance(x,Fraction) else x,"got",y)
            if g: print("left",k,g)
