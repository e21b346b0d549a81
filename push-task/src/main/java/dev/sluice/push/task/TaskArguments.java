package dev.sluice.push.task;

import dev.sluice.catalog.session.SessionControl;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command line: {@code push-task <streamId> <sessionId> [<attempt>]}. Ids only, so that a
 * process list tells which task is whose and nothing else.
 *
 * @param attempt from 1
 */
record TaskArguments(String streamId, String sessionId, int attempt) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final String USAGE = "usage: push-task <streamId> <sessionId> [<attempt, from 1>]";

  TaskArguments {
    if (!ID.matcher(streamId).matches() || !ID.matcher(sessionId).matches() || attempt < 1) {
      throw new ConfigurationException(USAGE);
    }
  }

  static TaskArguments parse(List<String> words) {
    if (words.size() < 3 || words.size() > 4 || !words.getFirst().equals("push-task")) {
      throw new ConfigurationException(USAGE);
    }
    return new TaskArguments(
        words.get(1), words.get(2), words.size() == 4 ? attempt(words.get(3)) : 1);
  }

  /** Whether this task's session has ended, or is no longer the stream's current one. */
  boolean isOver(SessionControl now) {
    return now.ended() || !sessionId.equals(now.sessionId());
  }

  private static int attempt(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(USAGE);
    }
  }
}
