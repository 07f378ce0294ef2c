-- A ledger that schema 2's program wrote, as sqlite3's .dump gives it.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE migrations (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at INTEGER NOT NULL
) STRICT;
INSERT INTO migrations VALUES(1,'2026-first-light',1795658544000);
INSERT INTO migrations VALUES(2,'2026-identity',1795658544000);
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  mode TEXT NOT NULL CHECK (mode <> ''),
  high_water INTEGER
) STRICT;
INSERT INTO state VALUES(1,'per-device',1755529600000);
CREATE TABLE stations (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  number INTEGER NOT NULL UNIQUE CHECK (number >= 0),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  enrolled_at INTEGER NOT NULL,
  binding TEXT CHECK (binding <> ''),
  absent_since INTEGER,
  priority INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO stations VALUES('host',0,replace('Hôte "A"\n','\n',char(10)),'host',1750000000000,NULL,NULL,0);
INSERT INTO stations VALUES('pci-0000:00:14.0/1.1',1,'One','physical',1750000000000,NULL,NULL,1);
INSERT INTO stations VALUES('pci-0000:00:14.0/1.2',2,'Window','physical',1750000000000,'pci-0000:02:00.0/DP-2',NULL,2);
INSERT INTO stations VALUES('pci-0000:00:14.0/1.5',4,'Station 4','physical',1755184000000,NULL,1755443200000,0);
INSERT INTO stations VALUES('pci-0000:00:14.0/1.7',5,'Five now','physical',1755184000000,NULL,NULL,0);
CREATE TABLE packs (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  key_id TEXT NOT NULL CHECK (length(key_id) = 16),
  count INTEGER NOT NULL CHECK (count > 0),
  coverage TEXT NOT NULL CHECK (coverage <> ''),
  valid_from INTEGER NOT NULL,
  valid_until INTEGER CHECK (valid_until > valid_from),
  added_at INTEGER NOT NULL,
  token TEXT NOT NULL CHECK (token <> '')
) STRICT, WITHOUT ROWID;
INSERT INTO packs VALUES('P-1','Acme','0123456789abcdef',3,'host,physical',1750000000000,1781536000000,1750000000000,'a.b.c');
INSERT INTO packs VALUES('P-2','Acme','0123456789abcdef',1,'desktop',1750000000000,NULL,1750086400000,'d.e.f');
CREATE TABLE leases (
  station TEXT PRIMARY KEY REFERENCES stations (key) DEFERRABLE INITIALLY DEFERRED,
  pack TEXT NOT NULL REFERENCES packs (id) DEFERRABLE INITIALLY DEFERRED,
  granted_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > granted_at)
) STRICT, WITHOUT ROWID;
INSERT INTO leases VALUES('host','P-1',1750086400000,1755356800000);
INSERT INTO leases VALUES('pci-0000:00:14.0/1.1','P-1',1754752000000,1760368000000);
INSERT INTO leases VALUES('pci-0000:00:14.0/1.7','P-1',1755184000000,1760368000000);
CREATE TABLE graces (
  subject TEXT PRIMARY KEY CHECK (subject <> ''),
  started_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > started_at),
  ended_at INTEGER CHECK (ended_at >= started_at)
) STRICT, WITHOUT ROWID;
INSERT INTO graces VALUES('host',1750000000000,1760368000000,1750086400000);
INSERT INTO graces VALUES('station/pci-0000:00:14.0/1.1',1750000000000,1757776000000,NULL);
INSERT INTO graces VALUES('station/pci-0000:00:14.0/1.4',1755184000000,1762960000000,NULL);
INSERT INTO graces VALUES('station/pci-0000:00:14.0/1.7',1755184000000,1762960000000,NULL);
CREATE TABLE notices (
  id TEXT PRIMARY KEY CHECK (id LIKE '_%/_%'),
  severity TEXT NOT NULL CHECK (severity <> ''),
  stage TEXT NOT NULL CHECK (stage <> ''),
  audience TEXT NOT NULL CHECK (audience <> ''),
  deadline INTEGER,
  station_number INTEGER CHECK (station_number >= 0),
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  next_step TEXT NOT NULL,
  raised_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO notices VALUES('exhausted/pci-0000:00:14.0/1.2','warning','14-days','station',NULL,2,'S','B','N',1754838400000);
CREATE TABLE history (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  station TEXT,
  detail TEXT NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO history VALUES(1,1750000000000,'station-enrolled','host','{"enrolled-at":1750000000000,"name":"Hôte \"A\"\n","number":0,"priority":0,"station-kind":"host"}',X'0000000000000000000000000000000000000000000000000000000000000000',X'681b4046e0381182ae16b79dc617bd1d374fb66e25ef57ea26d54df0c3f94b3d');
INSERT INTO history VALUES(2,1750000000000,'station-enrolled','pci-0000:00:14.0/1.1','{"enrolled-at":1750000000000,"name":"One","number":1,"priority":1,"station-kind":"physical"}',X'681b4046e0381182ae16b79dc617bd1d374fb66e25ef57ea26d54df0c3f94b3d',X'a267db7ebf5bba1fc75a900eedc1540b6f5a30ea649020efa5c12d01f2224045');
INSERT INTO history VALUES(3,1750000000000,'station-enrolled','pci-0000:00:14.0/1.2','{"binding":"pci-0000:02:00.0/DP-2","enrolled-at":1750000000000,"name":"Two","number":2,"priority":2,"station-kind":"physical"}',X'a267db7ebf5bba1fc75a900eedc1540b6f5a30ea649020efa5c12d01f2224045',X'9310380efd002d47adae7c7b16f1d0298354cf2046f20d572cb5a248a7f13d1d');
INSERT INTO history VALUES(4,1750000000000,'station-enrolled','pci-0000:00:14.0/1.3','{"enrolled-at":1750000000000,"name":"Three","number":3,"priority":3,"station-kind":"physical"}',X'9310380efd002d47adae7c7b16f1d0298354cf2046f20d572cb5a248a7f13d1d',X'97b6788ddd7f865dfeaaa523c7d61594a2d5466e38aa26daa9bbb4c127885465');
INSERT INTO history VALUES(5,1750000000000,'grace-began',NULL,'{"ends-at":1760368000000,"started-at":1750000000000,"subject":"host"}',X'97b6788ddd7f865dfeaaa523c7d61594a2d5466e38aa26daa9bbb4c127885465',X'8fb70baccc1c8bd6e0ceed9c67922c558e8c1b993bd8ed2f89e91c17fc87d89d');
INSERT INTO history VALUES(6,1750000000000,'grace-began','pci-0000:00:14.0/1.1','{"ends-at":1757776000000,"started-at":1750000000000,"subject":"station/pci-0000:00:14.0/1.1"}',X'8fb70baccc1c8bd6e0ceed9c67922c558e8c1b993bd8ed2f89e91c17fc87d89d',X'27f0eb248a26c12e8205455449004421c4505ade0b26797fd96d5566be7669c6');
INSERT INTO history VALUES(7,1750000000000,'notice-raised',NULL,'{"audience":"administrators","deadline":1760368000000,"notice":"unconfigured/host","raised-at":1750000000000,"severity":"info","stage":"begun","summary":"No mode"}',X'27f0eb248a26c12e8205455449004421c4505ade0b26797fd96d5566be7669c6',X'ec49ae1e7a03d8ac1e1a5a13191da3ee9a83cf2d139e968c5111ce32eb5adeec');
INSERT INTO history VALUES(8,1750086400000,'mode-set',NULL,'{"mode":"per-device"}',X'ec49ae1e7a03d8ac1e1a5a13191da3ee9a83cf2d139e968c5111ce32eb5adeec',X'4fd75ce127d829495766aec387649f759d500c43c502a535836ab152937a5da3');
INSERT INTO history VALUES(9,1750086400000,'pack-added',NULL,'{"added-at":1750000000000,"count":3,"coverage":"host,physical","issuer":"Acme","key-id":"0123456789abcdef","pack":"P-1","token-sha256":"845e30448809e2bc8958eb025bfc795235d13b077a53d0c3abbd2385170dc9b8","valid-from":1750000000000,"valid-until":1781536000000}',X'4fd75ce127d829495766aec387649f759d500c43c502a535836ab152937a5da3',X'e044c80062bf9de7731da2624a346cf996f53cc110f8a619fa10fa96287d98f7');
INSERT INTO history VALUES(10,1750086400000,'pack-added',NULL,'{"added-at":1750086400000,"count":1,"coverage":"desktop","issuer":"Acme","key-id":"0123456789abcdef","pack":"P-2","token-sha256":"7d1b4186ed404d5eb521558ec6737f6a8b8339392fa17c4c8e9d87f168186523","valid-from":1750000000000}',X'e044c80062bf9de7731da2624a346cf996f53cc110f8a619fa10fa96287d98f7',X'b3ebe5a892c443f51d68fbbd7b76a9470e39089847fdf7b89d394b00d655aba8');
INSERT INTO history VALUES(11,1750086400000,'lease-granted','pci-0000:00:14.0/1.1','{"expires-at":1755184000000,"granted-at":1750086400000,"pack":"P-1"}',X'b3ebe5a892c443f51d68fbbd7b76a9470e39089847fdf7b89d394b00d655aba8',X'c97f8130d4171ed91b51d61b725ef18454a8f208733eca3b48c7b27eb3764457');
INSERT INTO history VALUES(12,1750086400000,'lease-granted','pci-0000:00:14.0/1.2','{"expires-at":1755270400000,"granted-at":1750086400000,"pack":"P-1"}',X'c97f8130d4171ed91b51d61b725ef18454a8f208733eca3b48c7b27eb3764457',X'2f3f3c6d502c87ccdb5a63880165c02127af864d1a3ad8e85da4c4dc115081b8');
INSERT INTO history VALUES(13,1750086400000,'lease-granted','host','{"expires-at":1755356800000,"granted-at":1750086400000,"pack":"P-1"}',X'2f3f3c6d502c87ccdb5a63880165c02127af864d1a3ad8e85da4c4dc115081b8',X'3b83b4421c8fddad77414408134340b6fb98c78d374c44d92d4703b9d9a2e4e0');
INSERT INTO history VALUES(14,1750086400000,'grace-ended',NULL,'{"ended-at":1750086400000,"ends-at":1760368000000,"started-at":1750000000000,"subject":"host"}',X'3b83b4421c8fddad77414408134340b6fb98c78d374c44d92d4703b9d9a2e4e0',X'd740cb4a589b1c7eb32fa030d55400ee4510cbc257dceafaadc9797bddf68638');
INSERT INTO history VALUES(15,1750086400000,'notice-closed',NULL,'{"notice":"unconfigured/host","why":"it is solved"}',X'd740cb4a589b1c7eb32fa030d55400ee4510cbc257dceafaadc9797bddf68638',X'6f0dfec071ddc5f72e9a2d977b871ae7cc25b7b87123b427c4f1c58ca724cd62');
INSERT INTO history VALUES(16,1750259200000,'station-absent','pci-0000:00:14.0/1.2','{"absent-since":1750172800000,"binding":"pci-0000:02:00.0/DP-2","enrolled-at":1750000000000,"name":"Two","number":2,"priority":2,"station-kind":"physical"}',X'6f0dfec071ddc5f72e9a2d977b871ae7cc25b7b87123b427c4f1c58ca724cd62',X'0e54fd4bb027170d736ec353dc33ba4033ed0345c7383d7127f02fc425078abe');
INSERT INTO history VALUES(17,1750259200000,'lease-released','pci-0000:00:14.0/1.2','{"pack":"P-1","why":"it is absent"}',X'0e54fd4bb027170d736ec353dc33ba4033ed0345c7383d7127f02fc425078abe',X'8812cc4dde8d47094adf7b6e521243776bd0e8c89fb70a9c03b2579b9242e3d0');
INSERT INTO history VALUES(18,1754752000000,'station-renamed','pci-0000:00:14.0/1.2','{"binding":"pci-0000:02:00.0/DP-2","enrolled-at":1750000000000,"name":"Window","number":2,"priority":2,"station-kind":"physical"}',X'8812cc4dde8d47094adf7b6e521243776bd0e8c89fb70a9c03b2579b9242e3d0',X'4f12472101b6a7292560fb917bfa44a5bbf82bfe7ac85c60a34a584d82d24476');
INSERT INTO history VALUES(19,1754752000000,'lease-renewed','pci-0000:00:14.0/1.1','{"expires-at":1760368000000,"granted-at":1754752000000,"pack":"P-1"}',X'4f12472101b6a7292560fb917bfa44a5bbf82bfe7ac85c60a34a584d82d24476',X'13ac6acc4360bfd75344f3d06554ffe93dd85ef101b9427cb3bf7a5467c9307d');
INSERT INTO history VALUES(20,1754838400000,'station-forgotten','pci-0000:00:14.0/1.3','{"number":3}',X'13ac6acc4360bfd75344f3d06554ffe93dd85ef101b9427cb3bf7a5467c9307d',X'8af05e28270f6ec9f4c3f91436698ff98d197ae20f731737b7f7c172aa032171');
INSERT INTO history VALUES(21,1754838400000,'notice-raised',NULL,'{"audience":"station","notice":"exhausted/pci-0000:00:14.0/1.2","number":2,"raised-at":1754838400000,"severity":"warning","stage":"14-days","summary":"S"}',X'8af05e28270f6ec9f4c3f91436698ff98d197ae20f731737b7f7c172aa032171',X'4d22a2ffe19fc342a66557751deb18d2796d27da6b44003ddc59ceb9a97409d2');
INSERT INTO history VALUES(22,1755184000000,'station-enrolled','pci-0000:00:14.0/1.4','{"display":"DEL:a0b1","enrolled-at":1755184000000,"hub":"05e3:0608 serial S 1 container 0a","keyboard":"046d:c31c","labels":"exam room-3","name":"Four","number":4,"priority":0,"station-kind":"physical"}',X'4d22a2ffe19fc342a66557751deb18d2796d27da6b44003ddc59ceb9a97409d2',X'2539ae734611200dac857ba31747604d143a94cba2fd0ee72241a8379c1e0f1c');
INSERT INTO history VALUES(23,1755184000000,'station-enrolled','pci-0000:00:14.0/1.5','{"enrolled-at":1755184000000,"name":"Station 5","number":5,"priority":0,"station-kind":"physical"}',X'2539ae734611200dac857ba31747604d143a94cba2fd0ee72241a8379c1e0f1c',X'bfcf4054f5371bd5d93145e641cca5ed5e74b655f537a1505144ddb7c586e5db');
INSERT INTO history VALUES(24,1755184000000,'lease-granted','pci-0000:00:14.0/1.4','{"expires-at":1760368000000,"granted-at":1755184000000,"pack":"P-1"}',X'bfcf4054f5371bd5d93145e641cca5ed5e74b655f537a1505144ddb7c586e5db',X'96b7676fe9cec3e207fa52a86e4ea3b3b820ff436b6885a7726ca67ad287a8ce');
INSERT INTO history VALUES(25,1755184000000,'grace-began','pci-0000:00:14.0/1.4','{"ends-at":1762960000000,"started-at":1755184000000,"subject":"station/pci-0000:00:14.0/1.4"}',X'96b7676fe9cec3e207fa52a86e4ea3b3b820ff436b6885a7726ca67ad287a8ce',X'a824142e59da8c4cd8b3d0561e00563c2bea2fd1d5f107d802ab72227d0946f0');
INSERT INTO history VALUES(26,1755184000000,'candidate-ignored','pci-0000:00:14.0/1.9','{"model":"05e3:0608","since":1755184000000}',X'a824142e59da8c4cd8b3d0561e00563c2bea2fd1d5f107d802ab72227d0946f0',X'637e93b231f4a523be5554b996df20986e949f59bcb17dc96d813a6280cf4420');
INSERT INTO history VALUES(27,1755184000000,'candidate-ignored','pci-0000:00:14.0/1.8','{"since":1755184000000}',X'637e93b231f4a523be5554b996df20986e949f59bcb17dc96d813a6280cf4420',X'665b26f05c21d74e3c1df9730966ba8aa0fedcc8fd38da56faadeeccda9b68a1');
INSERT INTO history VALUES(28,1755184000000,'candidate-heeded','pci-0000:00:14.0/1.8','{}',X'665b26f05c21d74e3c1df9730966ba8aa0fedcc8fd38da56faadeeccda9b68a1',X'1e1b4cb09df6e14f4b703f9a9262a13a21cb0d45d36d6127e3f9a577d3c13c3d');
INSERT INTO history VALUES(29,1755184000000,'serial-distrusted',NULL,'{"model":"05e3:0608","serial":"1"}',X'1e1b4cb09df6e14f4b703f9a9262a13a21cb0d45d36d6127e3f9a577d3c13c3d',X'5a2cfb5fbafab06d4eac84f5e07253f7b7fabf9752c0db1072d045d4daec7376');
INSERT INTO history VALUES(30,1755270400000,'station-moved','pci-0000:00:14.0/1.7','{"display":"DEL:a0b1","enrolled-at":1755184000000,"former-key":"pci-0000:00:14.0/1.4","hub":"05e3:0608 serial S 1 container 0a","keyboard":"046d:c31c","labels":"exam room-3","name":"Four","number":4,"priority":0,"station-kind":"physical"}',X'5a2cfb5fbafab06d4eac84f5e07253f7b7fabf9752c0db1072d045d4daec7376',X'c642755b06dbb4ed7171aae349ce7af1971af614ed8992b168c10d65a829041b');
INSERT INTO history VALUES(31,1755356800000,'stations-renumbered',NULL,'{"pci-0000:00:14.0/1.5":"4 Station 4","pci-0000:00:14.0/1.7":"5 Five now"}',X'c642755b06dbb4ed7171aae349ce7af1971af614ed8992b168c10d65a829041b',X'7102b9460717a9a2fcb9285f7b37e64ba5123d460f715a52b97a8559026144d9');
INSERT INTO history VALUES(32,1755356800000,'station-power-cycled','pci-0000:00:14.0/1.5','{"outcome":"stayed","ports":"port 2","user":0}',X'7102b9460717a9a2fcb9285f7b37e64ba5123d460f715a52b97a8559026144d9',X'f9fe8dce76147159013a68ae1101679ab0da54b09e72fa1bc9bd716518312eb7');
INSERT INTO history VALUES(33,1755529600000,'station-absent','pci-0000:00:14.0/1.5','{"absent-since":1755443200000,"enrolled-at":1755184000000,"name":"Station 4","number":4,"priority":0,"station-kind":"physical"}',X'f9fe8dce76147159013a68ae1101679ab0da54b09e72fa1bc9bd716518312eb7',X'c9a63f439f6f80390f4a3ff0774d89ea8c159685ac1a7cd1501b5b7f57c6e47b');
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_id INTEGER NOT NULL CHECK (last_id >= 0),
  last_hash BLOB NOT NULL CHECK (length(last_hash) = 32)
) STRICT;
INSERT INTO head VALUES(1,33,X'c9a63f439f6f80390f4a3ff0774d89ea8c159685ac1a7cd1501b5b7f57c6e47b');
CREATE TABLE marks (
  station TEXT NOT NULL
    REFERENCES stations (key) ON UPDATE CASCADE ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part <> ''),
  model TEXT NOT NULL CHECK (model <> ''),
  serial TEXT,
  container TEXT,
  PRIMARY KEY (station, part)
) STRICT, WITHOUT ROWID;
INSERT INTO marks VALUES('pci-0000:00:14.0/1.7','display','DEL:a0b1',NULL,NULL);
INSERT INTO marks VALUES('pci-0000:00:14.0/1.7','hub','05e3:0608','S 1','0a');
INSERT INTO marks VALUES('pci-0000:00:14.0/1.7','keyboard','046d:c31c',NULL,NULL);
CREATE TABLE labels (
  station TEXT NOT NULL
    REFERENCES stations (key) ON UPDATE CASCADE ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label <> ''),
  PRIMARY KEY (station, label)
) STRICT, WITHOUT ROWID;
INSERT INTO labels VALUES('pci-0000:00:14.0/1.7','exam');
INSERT INTO labels VALUES('pci-0000:00:14.0/1.7','room-3');
CREATE TABLE ignored (
  key TEXT PRIMARY KEY CHECK (key <> ''),
  model TEXT CHECK (model <> ''),
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO ignored VALUES('pci-0000:00:14.0/1.9','05e3:0608',1755184000000);
CREATE TABLE shared_serials (
  model TEXT NOT NULL CHECK (model <> ''),
  serial TEXT NOT NULL CHECK (serial <> ''),
  PRIMARY KEY (model, serial)
) STRICT, WITHOUT ROWID;
INSERT INTO shared_serials VALUES('05e3:0608','1');
CREATE INDEX leases_by_pack ON leases (pack);
CREATE TRIGGER grace_stays BEFORE UPDATE ON graces
WHEN NEW.subject <> OLD.subject OR NEW.started_at <> OLD.started_at
  OR NEW.ends_at <> OLD.ends_at
BEGIN SELECT RAISE(ABORT, 'a grace that began never changes its dates'); END;
CREATE TRIGGER grace_ends_once BEFORE UPDATE ON graces
WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at
BEGIN SELECT RAISE(ABORT, 'a grace that ended stays ended'); END;
CREATE TRIGGER grace_is_kept BEFORE DELETE ON graces
BEGIN SELECT RAISE(ABORT, 'a grace is given once and kept for ever'); END;
CREATE TRIGGER history_stays BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is never rewritten'); END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
COMMIT;
PRAGMA application_id = 1398033729;
PRAGMA user_version = 2;
