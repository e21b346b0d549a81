package dev.sluice.functions;

import java.util.List;
import org.springframework.core.ResolvableType;

/**
 * One function of the app.
 *
 * @param function what is called
 * @param type its declared type, by which events are converted
 * @param primers harmless events that take the whole path of a call, for SnapStart
 * @param reads what an event that is let in reads, of what is not there
 */
record FunctionBean(Object function, ResolvableType type, List<String> primers, Runnable reads) {
  FunctionBean {
    primers = List.copyOf(primers);
  }
}
