package io.elementconnect.local.template;

/**
 * Where something stands in the template.
 *
 * @param path such as {@code Resources.Api.Properties}; empty for the whole file
 */
record Place(String file, int line, String path) {

  Place field(String name, int fieldLine) {
    return new Place(file, fieldLine, path.isEmpty() ? name : path + "." + name);
  }

  Place item(int index, int itemLine) {
    return new Place(file, itemLine, path + "[" + index + "]");
  }

  TemplateException wrong(String what) {
    return new TemplateException(this, what);
  }

  @Override
  public String toString() {
    return file + ":" + line + (path.isEmpty() ? "" : " " + path);
  }
}
