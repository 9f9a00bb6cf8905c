import sys, time
import numpy as np, torch
from torch import nn
from samples import *
torch.set_num_threads(1); torch.manual_seed(0)
S=Samples(sys.argv[1]); secs=float(sys.argv[2])
ses=S.sessions
X=S.meshes[:(ses.max()+1)*PER_SESSION].astype(np.float32).reshape(len(range((ses.max()+1)*PER_SESSION)),-1)
Y=S.intensities()[:len(X)].mean(-1)/5
rows=np.concatenate([s*PER_SESSION+np.arange(PER_SESSION) for s in ses])
rest={s:X[s*PER_SESSION:s*PER_SESSION+NEUTRAL].mean(0) for s in ses}
pose=np.stack([S["mesh_yaw"],S["mesh_pitch"]],1)[:len(X)]/20
D=X-np.stack([rest.get(i,np.zeros(X.shape[1],np.float32)) for i in range(ses.max()+1)]).repeat(PER_SESSION,0)
tr=rows[(rows//PER_SESSION>=60)&(rows%PER_SESSION>=1)]; va=rows[(rows//PER_SESSION<60)&(rows%PER_SESSION>=NEUTRAL)]
# PCA of deltas
sub=D[np.random.default_rng(0).choice(tr,min(4000,len(tr)),False)]
C=sub.T@sub/len(sub); w,V=np.linalg.eigh(C); V=V[:,::-1][:,:96]; sd=np.sqrt(w[::-1][:96])
F=np.concatenate([D@V/sd*1.0,pose],1).astype(np.float32)
F=torch.from_numpy(F); Yt=torch.from_numpy(Y)
net=nn.Sequential(nn.Linear(98,256),nn.ReLU(),nn.Dropout(.1),nn.Linear(256,128),nn.ReLU(),nn.Linear(128,len(UNITS)))
opt=torch.optim.AdamW(net.parameters(),2e-3,weight_decay=.01)
t0=time.time(); g=np.random.default_rng(1); k=0
while (sh:=(time.time()-t0)/secs)<1:
    for q in opt.param_groups:q["lr"]=2e-3*max(.01,.5*(1+np.cos(np.pi*sh)))
    b=torch.from_numpy(g.choice(tr,512)); loss=(((net(F[b])-Yt[b])**2)*(1+(Yt[b]>.1))).mean()
    opt.zero_grad();loss.backward();opt.step();k+=1
net.eval()
with torch.no_grad(): P=net(F[torch.from_numpy(va)]).clamp(0,1).numpy()
each=[icc(Y[va][:,i],P[:,i]) for i in range(len(UNITS))]
print(k,len(tr),"icc %.3f"%np.mean(each)," ".join(f"{u}:{v:.2f}" for u,v in zip(UNITS,each)))
