package dev.sluice.catalog;

import dev.sluice.catalog.account.Accounts;
import dev.sluice.catalog.launch.Launches;
import dev.sluice.catalog.push.Pushes;
import dev.sluice.catalog.session.Leases;
import dev.sluice.catalog.session.Sessions;
import dev.sluice.catalog.session.Statuses;
import dev.sluice.catalog.stream.Streams;
import dev.sluice.catalog.target.Targets;

/** The whole domain over one table. Thread-safe. */
public interface Catalog {
  Accounts accounts();

  Streams streams();

  Targets targets();

  Pushes pushes();

  Sessions sessions();

  Leases leases();

  Launches launches();

  Statuses statuses();

  Idempotency idempotency();
}
