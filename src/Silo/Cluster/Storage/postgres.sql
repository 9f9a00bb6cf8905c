-- What PsyCare keeps in PostgreSQL. Every statement may be run again; a silo runs all of them when it starts.

-- Grain state: sealed bytes, and the version that a writer must name.
CREATE TABLE IF NOT EXISTS grain_state (
    storage text NOT NULL,
    grain_type text NOT NULL,
    grain_key text NOT NULL,
    state_name text NOT NULL,
    version bigint NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (storage, grain_type, grain_key, state_name)
);

-- Membership and reminders. Orleans' AdoNet providers take the text of their queries from the table OrleansQuery and give them the
-- parameters named below; the tables behind them are ours.
CREATE TABLE IF NOT EXISTS membership_version (
    cluster text PRIMARY KEY,
    version integer NOT NULL
);

CREATE TABLE IF NOT EXISTS membership (
    cluster text NOT NULL REFERENCES membership_version,
    address text NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspect_times text,
    start_time timestamptz NOT NULL,
    alive_time timestamptz NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);

CREATE TABLE IF NOT EXISTS reminder (
    service text NOT NULL,
    grain_id text NOT NULL,
    name text NOT NULL,
    start_time timestamptz NOT NULL,
    period bigint NOT NULL,
    grain_hash integer NOT NULL,
    version integer NOT NULL,
    PRIMARY KEY (service, grain_id, name)
);

CREATE INDEX IF NOT EXISTS reminder_by_hash ON reminder (service, grain_hash);

CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
-- A change of the table counts its version up, and is made only from the version that its maker has seen.
('InsertMembershipVersionKey', $$
    WITH made AS (
        INSERT INTO membership_version (cluster, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
    WITH counted AS (
        UPDATE membership_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM membership
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    made AS (
        INSERT INTO membership
            (cluster, address, port, generation, silo_name, host_name, status, proxy_port, start_time, alive_time)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM counted
        RETURNING 1)
    SELECT EXISTS (SELECT FROM made)
$$),
('UpdateMembershipKey', $$
    WITH counted AS (
        UPDATE membership_version SET version = version + 1
        WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM membership
            WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING 1),
    changed AS (
        UPDATE membership SET status = @Status, suspect_times = @SuspectTimes, alive_time = @IAmAliveTime
        WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
            AND EXISTS (SELECT FROM counted)
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$$),
-- A sign of life is no change that others must see at once: it leaves the version as it is.
('UpdateIAmAlivetimeKey', $$
    UPDATE membership SET alive_time = @IAmAliveTime
    WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- Always at least one row, for the version.
('MembershipReadRowKey', $$
    SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.alive_time AS IAmAliveTime
    FROM membership_version v LEFT JOIN membership m
        ON m.cluster = v.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.cluster = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT v.version AS Version, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.alive_time AS IAmAliveTime
    FROM membership_version v LEFT JOIN membership m ON m.cluster = v.cluster
    WHERE v.cluster = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation
    FROM membership WHERE cluster = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    WITH silos AS (DELETE FROM membership WHERE cluster = @DeploymentId)
    DELETE FROM membership_version WHERE cluster = @DeploymentId
$$),
-- 3 is SiloStatus.Active.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM membership WHERE cluster = @DeploymentId AND status <> 3 AND alive_time < @IAmAliveTime
$$),
('UpsertReminderRowKey', $$
    INSERT INTO reminder AS r (service, grain_id, name, start_time, period, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (service, grain_id, name) DO UPDATE
        SET start_time = excluded.start_time, period = excluded.period, grain_hash = excluded.grain_hash, version = r.version + 1
    RETURNING version AS Version
$$),
('ReadReminderRowKey', $$
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName
$$),
('ReadReminderRowsKey', $$
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND grain_id = @GrainId
$$),
-- Hashes lie on a ring: a range ends inside it, or goes past its end and on from its beginning.
('ReadRangeRows1Key', $$
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period AS Period, version AS Version
    FROM reminder WHERE service = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
    WITH gone AS (
        DELETE FROM reminder
        WHERE service = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version RETURNING 1)
    SELECT EXISTS (SELECT FROM gone)
$$),
('DeleteReminderRowsKey', $$
    DELETE FROM reminder WHERE service = @ServiceId
$$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
