CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE assignment (
    id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    role TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_assignment PRIMARY KEY (id),
    CONSTRAINT fk_assignment_task_id FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_assignment_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_assignment_task_id ON assignment (task_id);

CREATE INDEX ix_assignment_unit_id ON assignment (unit_id);

CREATE TABLE change (
    site TEXT NOT NULL,
    counter BIGINT NOT NULL,
    step_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field TEXT,
    old TEXT,
    new TEXT,
    supersedes TEXT NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (site, counter),
    CONSTRAINT fk_change_step_id FOREIGN KEY(step_id) REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_change_record_id ON change (record_id);

CREATE INDEX ix_change_step_id ON change (step_id);

CREATE TABLE "conflict" (
    id TEXT NOT NULL,
    record_kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    field TEXT,
    ours TEXT NOT NULL,
    theirs TEXT NOT NULL,
    decided BOOLEAN NOT NULL,
    CONSTRAINT pk_conflict PRIMARY KEY (id)
);

CREATE INDEX ix_conflict_record_id_field ON "conflict" (record_id, field);

CREATE TABLE draft (
    "key" TEXT NOT NULL,
    "values" TEXT NOT NULL,
    based_on TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY ("key")
);

CREATE TABLE funding (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    paragraph_id TEXT,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_funding PRIMARY KEY (id),
    CONSTRAINT fk_funding_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_funding_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_funding_paragraph_id ON funding (paragraph_id);

CREATE INDEX ix_funding_plan_id ON funding (plan_id);

CREATE TABLE indicator (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    section_id TEXT,
    paragraph_id TEXT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    content TEXT,
    measure TEXT,
    operator TEXT NOT NULL,
    unit_id TEXT,
    note TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_indicator PRIMARY KEY (id),
    CONSTRAINT fk_indicator_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_section_id FOREIGN KEY(section_id) REFERENCES section (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_indicator_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_indicator_paragraph_id ON indicator (paragraph_id);

CREATE INDEX ix_indicator_plan_id ON indicator (plan_id);

CREATE INDEX ix_indicator_section_id ON indicator (section_id);

CREATE INDEX ix_indicator_unit_id ON indicator (unit_id);

CREATE TABLE issued_paper (
    id TEXT NOT NULL,
    plan_id TEXT,
    form TEXT NOT NULL,
    period TEXT,
    unit_id TEXT,
    title TEXT NOT NULL,
    number TEXT,
    symbol TEXT,
    issued_on DATE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_issued_paper PRIMARY KEY (id),
    CONSTRAINT fk_issued_paper_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_issued_paper_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_issued_paper_plan_id ON issued_paper (plan_id);

CREATE INDEX ix_issued_paper_unit_id ON issued_paper (unit_id);

CREATE TABLE legal_basis (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    paragraph_id TEXT,
    position INTEGER NOT NULL,
    number TEXT,
    issued_on DATE,
    issuer TEXT,
    text TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_legal_basis PRIMARY KEY (id),
    CONSTRAINT fk_legal_basis_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_legal_basis_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_legal_basis_paragraph_id ON legal_basis (paragraph_id);

CREATE INDEX ix_legal_basis_plan_id ON legal_basis (plan_id);

CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_meta PRIMARY KEY ("key")
);

CREATE TABLE office (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    province TEXT,
    drafting_unit TEXT,
    sixth_clear TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id)
);

CREATE TABLE paragraph (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    section_id TEXT,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    marker TEXT,
    text TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_paragraph PRIMARY KEY (id),
    CONSTRAINT fk_paragraph_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_paragraph_section_id FOREIGN KEY(section_id) REFERENCES section (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_paragraph_plan_id ON paragraph (plan_id);

CREATE INDEX ix_paragraph_section_id ON paragraph (section_id);

CREATE TABLE "plan" (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    number TEXT,
    symbol TEXT,
    issued_on DATE,
    place TEXT,
    first_year INTEGER,
    last_year INTEGER,
    signer_authority TEXT,
    signer_title TEXT,
    signer_name TEXT,
    amends_id TEXT,
    source_name TEXT,
    source_sha256 TEXT,
    position INTEGER NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_plan PRIMARY KEY (id),
    CONSTRAINT fk_plan_amends_id FOREIGN KEY(amends_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_plan_amends_id ON "plan" (amends_id);

CREATE TABLE progress (
    id TEXT NOT NULL,
    task_id TEXT NOT NULL,
    period TEXT NOT NULL,
    unit_id TEXT,
    state TEXT NOT NULL,
    result TEXT,
    difficulty TEXT,
    proposal TEXT,
    evidence TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_progress PRIMARY KEY (id),
    CONSTRAINT fk_progress_task_id FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_progress_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_progress_period ON progress (period);

CREATE INDEX ix_progress_task_id_period ON progress (task_id, period);

CREATE INDEX ix_progress_unit_id ON progress (unit_id);

CREATE TABLE recipient (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_recipient PRIMARY KEY (id),
    CONSTRAINT fk_recipient_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_recipient_plan_id ON recipient (plan_id);

CREATE TABLE report_cycle (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    paragraph_id TEXT,
    cycle TEXT NOT NULL,
    day INTEGER,
    month INTEGER,
    text TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_report_cycle PRIMARY KEY (id),
    CONSTRAINT fk_report_cycle_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_report_cycle_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_report_cycle_paragraph_id ON report_cycle (paragraph_id);

CREATE INDEX ix_report_cycle_plan_id ON report_cycle (plan_id);

CREATE TABLE result (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    period TEXT NOT NULL,
    unit_id TEXT,
    value TEXT,
    numerator TEXT,
    denominator TEXT,
    note TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_result PRIMARY KEY (id),
    CONSTRAINT fk_result_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_result_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_result_indicator_id_period ON result (indicator_id, period);

CREATE INDEX ix_result_period ON result (period);

CREATE INDEX ix_result_unit_id ON result (unit_id);

CREATE TABLE section (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    parent_id TEXT,
    number TEXT,
    title TEXT NOT NULL,
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_section PRIMARY KEY (id),
    CONSTRAINT fk_section_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_section_parent_id FOREIGN KEY(parent_id) REFERENCES section (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_section_parent_id ON section (parent_id);

CREATE INDEX ix_section_plan_id ON section (plan_id);

CREATE TABLE signer (
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    authority TEXT NOT NULL,
    title TEXT,
    name TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_signer PRIMARY KEY (id)
);

CREATE TABLE step (
    id TEXT NOT NULL,
    site TEXT NOT NULL,
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    target_id TEXT,
    arrival BIGINT NOT NULL,
    CONSTRAINT pk_step PRIMARY KEY (id),
    CONSTRAINT uq_step_arrival UNIQUE (arrival)
);

CREATE INDEX ix_step_site_number ON step (site, number);

CREATE TABLE submission (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL,
    received_on DATE,
    is_nil BOOLEAN NOT NULL,
    note TEXT,
    file_name TEXT,
    file_sha256 TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_submission PRIMARY KEY (id),
    CONSTRAINT fk_submission_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_submission_unit_id_period ON submission (unit_id, period);

CREATE TABLE target (
    id TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    year INTEGER,
    operator TEXT,
    value TEXT,
    value_max TEXT,
    text TEXT,
    paragraph_id TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT fk_target_indicator_id FOREIGN KEY(indicator_id) REFERENCES indicator (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_target_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_target_indicator_id ON target (indicator_id);

CREATE INDEX ix_target_paragraph_id ON target (paragraph_id);

CREATE TABLE task (
    id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    section_id TEXT,
    paragraph_id TEXT,
    position INTEGER NOT NULL,
    number TEXT,
    title TEXT NOT NULL,
    content TEXT,
    due_kind TEXT NOT NULL,
    due_on DATE,
    due_text TEXT,
    months TEXT NOT NULL,
    product TEXT,
    officer TEXT,
    supervisor TEXT,
    approver TEXT,
    state TEXT NOT NULL,
    finished_on DATE,
    note TEXT,
    born BIGINT NOT NULL,
    CONSTRAINT pk_task PRIMARY KEY (id),
    CONSTRAINT fk_task_plan_id FOREIGN KEY(plan_id) REFERENCES "plan" (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_task_section_id FOREIGN KEY(section_id) REFERENCES section (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_task_paragraph_id FOREIGN KEY(paragraph_id) REFERENCES paragraph (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_task_paragraph_id ON task (paragraph_id);

CREATE INDEX ix_task_plan_id ON task (plan_id);

CREATE INDEX ix_task_section_id ON task (section_id);

CREATE TABLE unit (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    duty_kind TEXT NOT NULL,
    is_group BOOLEAN NOT NULL,
    head_title TEXT,
    head TEXT,
    phone TEXT,
    position INTEGER NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_unit PRIMARY KEY (id)
);

CREATE TABLE unit_alias (
    id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_unit_alias PRIMARY KEY (id),
    CONSTRAINT fk_unit_alias_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_unit_alias_unit_id ON unit_alias (unit_id);

CREATE TABLE unit_member (
    id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    born BIGINT NOT NULL,
    CONSTRAINT pk_unit_member PRIMARY KEY (id),
    CONSTRAINT fk_unit_member_group_id FOREIGN KEY(group_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_unit_member_unit_id FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX ix_unit_member_group_id ON unit_member (group_id);

CREATE INDEX ix_unit_member_unit_id ON unit_member (unit_id);
