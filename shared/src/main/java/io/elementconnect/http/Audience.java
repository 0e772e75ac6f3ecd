package io.elementconnect.http;

import java.util.Set;

/** Who reads a response: programs get JSON, people get pages. */
enum Audience {
  PROGRAM {
    @Override
    Response tryAgain() {
      return Response.problem(Problem.TRY_AGAIN).with("retry-after", RETRY_AFTER);
    }

    @Override
    Response failed() {
      return Response.problem(Problem.INTERNAL);
    }
  },
  PERSON {
    @Override
    Response tryAgain() {
      return Page.tryAgain();
    }

    @Override
    Response failed() {
      return new Page(
              "Something went wrong",
              "This is an error on our side, and it has been reported. Please try again.",
              "Try again",
              "")
          .answer(500);
    }
  };

  private static final Set<String> FOR_PEOPLE = Set.of("GET /oauth/callback");
  private static final String RETRY_AFTER = "5";

  static Audience of(Request request) {
    return FOR_PEOPLE.contains(request.route()) ? PERSON : PROGRAM;
  }

  abstract Response tryAgain();

  abstract Response failed();
}
