package dev.sluice.catalog.table;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a {@link World} of its own. */
abstract class TableTest {
  private final BackEnd backEnd;
  World world;

  TableTest(BackEnd backEnd) {
    this.backEnd = backEnd;
  }

  @BeforeEach
  void openWorld() {
    world = World.of(backEnd);
  }

  @AfterEach
  void closeWorld() {
    world.close();
  }
}
