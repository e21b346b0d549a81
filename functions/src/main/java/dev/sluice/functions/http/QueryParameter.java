package dev.sluice.functions.http;

/** A name and a value of a query or a form, decoded. Never printed: the value may be a key. */
public record QueryParameter(String name, String value) {
  @Override
  public String toString() {
    return "QueryParameter[***]";
  }
}
