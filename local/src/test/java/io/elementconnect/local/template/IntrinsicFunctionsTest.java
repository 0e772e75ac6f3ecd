package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntrinsicFunctionsTest {
  private static final String SECTIONS =
      """
      Parameters:
        Plain: {Type: String, Default: plain}
        List: {Type: CommaDelimitedList, Default: "a, b,c"}
        Empty: {Type: String, Default: ""}
      Conditions:
        IsEmpty: !Equals [!Ref Empty, ""]
        IsFull: !Not [!Condition IsEmpty]
        Both: !And [!Condition IsEmpty, !Condition IsFull]
        Either: !Or [!Condition IsEmpty, !Condition IsFull]
        InLongForm: {"Fn::Not": [{Condition: IsFull}]}
      """;

  @TempDir private Path directory;

  @Test
  void ref_gives_a_parameter_or_a_pseudo_parameter() {
    assertThat(value("!Ref Plain")).isEqualTo("plain");
    assertThat(value("!Ref AWS::StackName")).isEqualTo("stack");
    assertThat(value("{Ref: Plain}")).isEqualTo("plain");
  }

  @Test
  void ref_and_get_att_of_a_function_give_its_name_and_arn() {
    assertThat(value("!Ref Function")).isEqualTo("stack-Function");
    assertThat(value("!GetAtt Function.Arn"))
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:stack-Function")
        .isEqualTo(value("!GetAtt [Function, Arn]"))
        .isEqualTo(value("{'Fn::GetAtt': [Function, Arn]}"));
  }

  @Test
  void sub_puts_in_parameters_attributes_and_its_own_variables() {
    assertThat(value("!Sub '${Plain}-${AWS::Region}'")).isEqualTo("plain-us-east-1");
    assertThat(value("!Sub '${Function.Arn}'")).endsWith(":stack-Function");
    assertThat(value("!Sub ['${Own}/${Plain}', {Own: !Ref AWS::StackName}]"))
        .isEqualTo("stack/plain");
  }

  @Test
  void sub_keeps_what_is_escaped_and_what_a_pattern_might_take_for_a_group() {
    assertThat(value("!Sub '${!Plain}'")).isEqualTo("${Plain}");
    assertThat(value("!Sub ['${Own}', {Own: 'a$1\\b'}]")).isEqualTo("a$1\\b");
  }

  @Test
  void join_split_and_select_work_on_lists() {
    assertThat(value("!Join ['|', !Ref List]")).isEqualTo("a|b|c");
    assertThat(value("!Select [1, !Split ['.', 'x.y.z']]")).isEqualTo("y");
    assertThat(value("!Select [2, !Split [',', ',,']]")).isEmpty();
  }

  @Test
  void a_list_leaves_out_what_has_no_value() {
    assertThat(value("!Join [',', [a, !If [IsFull, b, !Ref AWS::NoValue], c]]")).isEqualTo("a,c");
  }

  @Test
  void if_follows_its_condition() {
    assertThat(value("!If [IsEmpty, yes, no]")).isEqualTo("yes");
    assertThat(value("!If [IsFull, yes, no]")).isEqualTo("no");
    assertThat(value("!If [Both, yes, no]")).isEqualTo("no");
    assertThat(value("!If [Either, yes, no]")).isEqualTo("yes");
    assertThat(value("!If [InLongForm, yes, no]")).isEqualTo("yes");
  }

  @Test
  void the_branch_not_taken_may_be_anything() {
    assertThat(value("!If [IsEmpty, yes, !FindInMap [A, b, c]]")).isEqualTo("yes");
  }

  @Test
  void a_variable_without_a_value_is_left_out() {
    var template = read("!If [IsFull, yes, !Ref AWS::NoValue]", Map.of());

    assertThat(template.functions().getFirst().environment()).isEmpty();
  }

  @Test
  void a_given_parameter_goes_before_its_default() {
    var template = read("!Ref Plain", Map.of("Plain", "given"));

    assertThat(template.functions().getFirst().environment()).containsEntry("VALUE", "given");
  }

  private String value(String expression) {
    var environment = read(expression, Map.of()).functions().getFirst().environment();
    assertThat(environment).containsOnlyKeys("VALUE");
    return environment.getOrDefault("VALUE", "");
  }

  private Template read(String expression, Map<String, String> parameters) {
    return SmallTemplate.read(
        directory, SmallTemplate.withVariable(SECTIONS, expression), parameters);
  }
}
