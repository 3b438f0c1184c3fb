//! The repaired twins of the programs in `ui-tests/fail` compile, all of them in one crate.
//!
//! `ui_messages.rs` checks that none is missing here.

#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql", feature = "json"))]
#![allow(dead_code, unused, missing_docs, unreachable_pub, clippy::all)]

#[path = "../ui-tests/pass/aggregates"]
mod aggregates {
    mod among_the_keys_of_group_by;
    mod count_all_in_where;
    mod deep_in_where;
    mod in_a_reusable_condition;
    mod in_an_aggregate;
    mod in_an_aggregate_of_a_grouped_query;
    mod in_delete_filter;
    mod in_group_by;
    mod in_insert_values;
    mod in_on;
    mod in_on_of_a_left_join;
    mod in_returning;
    mod in_returning_of_an_insert;
    mod in_set;
    mod in_the_filter_of_an_aggregate;
    mod in_update_filter;
    mod in_where;
}

#[path = "../ui-tests/pass/alias_macro"]
mod alias_macro {
    mod a_column_that_the_table_does_not_have;
    mod empty;
    mod of_a_struct_that_is_no_table;
    mod of_an_alias;
    mod without_a_table;
}

#[path = "../ui-tests/pass/capabilities"]
mod capabilities {
    mod a_filtered_aggregate_on_mariadb;
    mod a_limited_list_on_mysql;
    mod an_upsert_on_one_of_two_keys_on_mysql;
    mod any_of_a_query_on_sqlite;
    mod for_update_of_a_left_join_on_postgres;
    mod for_update_on_sqlite;
    mod full_join_on_mariadb;
    mod full_join_on_mysql;
    mod ilike_on_sqlite;
    mod insert_returning_on_mysql;
    mod intersect_on_mysql;
    mod offset_without_limit_on_mysql;
    mod order_by_json_on_mysql;
    mod update_returning_on_mariadb;
}

#[path = "../ui-tests/pass/conditions"]
mod conditions {
    mod a_reusable_condition_is_a_number;
    mod ampersand_with_a_number;
    mod and_with_a_text;
    mod case_when_a_number;
    mod case_when_a_second_arm_is_text;
    mod delete_filter_is_a_number;
    mod exclamation_mark_before_a_number;
    mod filter_by_a_column_that_is_not_boolean;
    mod filter_by_a_number;
    mod filter_by_a_rust_comparison;
    mod filter_by_a_rust_equality;
    mod filter_opt_of_a_text;
    mod having_is_a_count;
    mod having_is_an_aggregate_that_is_not_boolean;
    mod left_join_on_is_a_number;
    mod not_of_a_number;
    mod on_is_a_column_that_is_not_boolean;
    mod or_on_a_number;
    mod update_filter_is_a_column_that_is_not_boolean;
}

#[path = "../ui-tests/pass/ctes"]
mod ctes {
    mod a_column_of_a_cte_that_is_not_in_from;
    mod a_column_that_the_cte_does_not_have;
    mod a_query_without_names;
    mod the_step_does_not_use_itself;
    mod the_step_is_grouped;
    mod the_step_selects_another_type;
    mod the_step_uses_itself_in_a_subquery_too;
}

#[path = "../ui-tests/pass/distinct"]
mod distinct {
    mod a_grouped_query_is_ordered_by_an_aggregate_that_is_not_selected;
    mod one_of_two_orderings_is_not_selected;
    mod ordered_by_a_column_that_is_not_selected;
    mod ordered_by_an_expression_of_the_selected_column;
}

#[path = "../ui-tests/pass/duplicate_tables"]
mod duplicate_tables {
    mod a_query_correlates_its_own_table;
    mod a_table_is_cross_joined_twice;
    mod a_table_is_joined_with_itself_without_an_alias;
    mod a_table_is_left_joined_twice;
    mod an_alias_has_the_name_of_a_table;
    mod two_aliases_have_one_name;
}

#[path = "../ui-tests/pass/foreign_keys"]
mod foreign_keys {
    mod a_column_of_a_composite_key_does_not_exist;
    mod a_nullable_key_has_another_type;
    mod one_column_of_a_composite_key_has_another_type;
    mod the_id_is_one_of_another_table;
    mod the_referenced_column_does_not_exist;
    mod the_referenced_table_does_not_exist;
    mod the_type_differs_from_the_referenced_column;
}

#[path = "../ui-tests/pass/function_macro"]
mod function_macro {
    mod a_dialect_is_left_out;
    mod a_hole_without_an_argument;
    mod a_parameter_that_is_an_option;
    mod an_argument_that_is_not_used;
    mod an_unknown_dialect;
    mod called_with_a_value_of_another_type;
    mod called_with_another_type;
    mod without_a_result;
}

#[path = "../ui-tests/pass/grouping"]
mod grouping {
    mod a_case_with_a_bound_value_is_the_key;
    mod a_column_beside_an_aggregate_without_group_by;
    mod a_column_beside_count_all_in_a_record;
    mod a_column_is_selected_where_an_expression_of_it_is_the_key;
    mod a_column_minus_an_aggregate;
    mod a_column_of_another_struct_of_the_table_is_the_key;
    mod a_column_that_is_not_a_key_is_deep_in_having;
    mod a_column_that_is_not_a_key_is_in_a_record;
    mod a_column_that_is_not_a_key_is_in_having;
    mod a_column_that_is_not_a_key_is_in_order_by;
    mod a_column_that_is_not_a_key_is_selected;
    mod a_column_that_is_not_a_key_is_the_second_ordering;
    mod a_key_holds_a_bound_value;
    mod a_reusable_condition_is_in_having;
    mod a_table_without_a_primary_key_is_the_key;
    mod a_text_is_the_key;
    mod an_aggregate_ordered_by_a_column;
    mod another_column_far_behind_is_the_key;
    mod another_expression_of_the_column_is_the_key;
    mod another_number_than_in_the_key;
    mod grouped_twice;
    mod having_without_group_by;
    mod one_of_two_keys_holds_a_bound_value;
    mod the_other_table_is_the_key;
}

#[path = "../ui-tests/pass/insert"]
mod insert {
    mod a_bare_value_is_among_the_assignments;
    mod a_bare_value_is_given;
    mod a_column_is_set_twice;
    mod a_column_is_set_twice_in_rows;
    mod a_column_of_an_alias_is_set;
    mod a_column_of_another_struct_of_the_table_is_set;
    mod a_column_of_another_table_is_set;
    mod a_condition_instead_of_an_assignment;
    mod a_generated_column_is_set;
    mod a_generated_column_is_set_alone;
    mod a_key_that_does_not_count_itself_is_left_out;
    mod a_required_column_is_left_out;
    mod a_required_column_is_left_out_of_rows;
    mod an_expression_that_may_be_null_goes_into_a_not_null_column;
    mod an_option_goes_into_a_not_null_column;
    mod default_values_where_a_column_is_required;
    mod from_a_query_without_select;
    mod from_select_into_a_column_of_another_table;
    mod from_select_into_a_generated_column;
    mod from_select_leaves_out_a_required_column;
    mod from_select_names_a_column_twice;
    mod from_select_of_another_type;
    mod from_select_of_fewer_columns_than_are_named;
    mod from_select_of_more_columns_than_are_named;
    mod from_select_of_null_into_a_not_null_column;
    mod into_a_struct_that_is_no_table;
    mod into_an_alias;
    mod no_values_at_all;
    mod none_goes_into_a_not_null_column;
    mod only_a_column_of_another_table_is_set;
    mod two_required_columns_are_left_out;
}

#[path = "../ui-tests/pass/lit_macro"]
mod lit_macro {
    mod a_character;
    mod a_nul_in_a_text;
    mod a_number_of_another_type_than_the_column;
    mod a_number_out_of_range;
    mod a_suffix_that_is_no_column_type;
    mod a_variable;
    mod two_literals;
}

#[path = "../ui-tests/pass/locks"]
mod locks {
    mod for_update_of_a_distinct_query;
    mod for_update_of_a_grouped_and_limited_query;
    mod for_update_of_a_grouped_query;
    mod for_update_of_an_aggregate;
}

#[path = "../ui-tests/pass/nullability"]
mod nullability {
    mod a_field_has_another_type;
    mod a_full_join_reads_its_left_table_as_not_null;
    mod a_full_join_reads_its_right_table_as_not_null;
    mod a_left_joined_column_fills_a_field_without_option;
    mod a_nullable_column_fills_a_field_without_option;
    mod a_nullable_column_is_set_into_a_not_null_one;
    mod a_quotient_is_read_as_not_null;
    mod a_quotient_is_set_into_a_not_null_column;
    mod a_returned_nullable_column_fills_a_field_without_option;
    mod a_right_joined_query_reads_its_left_table_as_not_null;
    mod a_sum_with_a_nullable_column_is_read_as_not_null;
    mod an_option_is_set_into_a_not_null_column;
    mod case_without_else_is_read_as_not_null;
    mod case_without_else_is_set_into_a_not_null_column;
    mod coalesce_of_nullable_columns_is_read_as_not_null;
    mod nullif_is_read_as_not_null;
    mod the_maximum_of_a_whole_table_is_read_as_not_null;
    mod the_sum_of_a_nullable_column_in_a_group_is_read_as_not_null;
}

#[path = "../ui-tests/pass/row_macro"]
mod row_macro {
    mod a_column_that_the_table_does_not_have;
    mod a_field_of_the_struct_is_left_out;
    mod a_field_that_the_struct_does_not_have;
    mod a_keyword_as_a_name;
    mod a_name_twice;
    mod a_struct_that_does_not_exist;
    mod empty;
    mod the_rest_of_a_struct;
    mod two_names_that_are_one_to_sql;
    mod without_names;
}

#[path = "../ui-tests/pass/scope"]
mod scope {
    mod a_condition_on_one_table_is_used_in_a_query_without_it;
    mod a_correlated_query_looks_at_a_table_it_does_not_name;
    mod a_long_condition_names_one_missing_table;
    mod a_reusable_condition_looks_at_a_second_table;
    mod a_table_whose_hash_begins_as_that_of_another;
    mod an_alias_is_used_that_is_not_in_from;
    mod case_looks_at_a_table_that_is_not_in_from;
    mod delete_filter_uses_another_table;
    mod delete_returning_reads_another_table;
    mod filter_opt_uses_a_table_that_is_not_in_from;
    mod filter_uses_a_table_that_is_not_in_from;
    mod group_by_a_whole_table_that_is_not_in_from;
    mod group_by_uses_a_table_that_is_not_in_from;
    mod grouped_select_uses_a_table_that_is_not_in_from;
    mod having_uses_a_table_that_is_not_in_from;
    mod insert_values_read_a_column;
    mod insert_values_read_the_column_of_the_same_row;
    mod left_join_on_uses_a_table_that_is_not_joined;
    mod on_uses_a_table_that_is_joined_later;
    mod order_by_uses_a_table_that_is_not_in_from;
    mod record_has_a_column_of_a_table_that_is_not_in_from;
    mod returning_reads_another_table;
    mod select_uses_a_table_that_is_not_in_from;
    mod the_original_is_used_where_only_its_alias_is_in_from;
    mod update_filter_uses_another_table;
    mod update_sets_a_column_from_another_table;
}

#[path = "../ui-tests/pass/select"]
mod select {
    mod a_number_is_among_the_columns;
    mod a_text_is_selected;
    mod a_tuple_is_among_the_columns;
    mod a_value_in_coalesce_comes_first;
    mod a_whole_table_is_selected;
    mod an_ordering_is_selected;
    mod from_a_column;
    mod from_a_text;
    mod joined_with_a_struct_that_is_no_table;
    mod ordered_by_a_literal;
    mod ordered_by_a_name_that_is_not_in_the_record;
    mod ordered_by_a_text;
}

#[path = "../ui-tests/pass/servers"]
mod servers {
    mod a_query_without_select_in_a_pipeline;
    mod a_read_only_transaction_writes;
    mod a_transaction_outlives_its_closure;
    mod an_update_of_all_rows_by_mistake;
    mod rows_of_an_insert_on_mysql;
    mod tables_are_created_in_a_transaction_of_mariadb;
    mod two_statements_at_once;
}

#[path = "../ui-tests/pass/set_operations"]
mod set_operations {
    mod a_correlated_side;
    mod of_another_number_of_columns;
    mod of_another_type;
    mod the_first_query_is_limited;
    mod the_second_query_is_ordered;
    mod the_second_query_may_give_null;
}

#[path = "../ui-tests/pass/sql_macro"]
mod sql_macro {
    mod a_hole_without_an_argument;
    mod a_table_that_is_not_in_from;
    mod a_type_that_is_no_column_type;
    mod an_argument_that_cannot_be_bound;
    mod an_argument_that_is_not_used;
    mod text_in_a_variable;
    mod without_a_type;
}

#[path = "../ui-tests/pass/sql_type_derive"]
mod sql_type_derive {
    mod a_generic_newtype;
    mod a_newtype_of_a_type_that_is_no_column_type;
    mod a_number_of_text;
    mod a_struct_of_two_fields;
    mod a_struct_with_named_fields;
    mod a_struct_without_fields;
    mod a_word_for_newtypes_on_an_enum;
    mod an_enum_with_a_field;
    mod an_enum_without_variants;
    mod an_integer_enum_with_a_number_out_of_range;
    mod an_integer_enum_without_numbers;
    mod an_unknown_word;
    mod two_variants_with_one_text;
}

#[path = "../ui-tests/pass/subqueries"]
mod subqueries {
    mod a_correlated_query_gives_the_rows_of_an_insert;
    mod a_correlated_query_is_a_statement;
    mod a_correlated_query_stands_in_from;
    mod a_query_of_two_columns_is_a_value;
    mod a_query_without_names_stands_in_from;
    mod a_scalar_query_is_read_as_not_null;
    mod an_aggregate_of_the_outer_table_alone;
    mod an_unfinished_query_is_tested_for_rows;
    mod count_all_filtered_by_the_outer_table_alone;
    mod having_aggregates_the_outer_table_alone;
    mod in_a_query_of_another_type;
}

#[path = "../ui-tests/pass/table_macro"]
mod table_macro {
    mod a_check_without_quotes;
    mod a_column_attribute_on_the_struct;
    mod a_column_attribute_without_parentheses;
    mod a_column_behind_cfg;
    mod a_default_of_another_type;
    mod a_default_that_is_an_expression;
    mod a_default_that_is_out_of_range;
    mod a_field_of_a_reference;
    mod a_field_of_a_struct_that_is_no_column_type;
    mod a_field_of_a_tuple;
    mod a_field_of_a_type_as_wide_as_the_machine;
    mod a_field_of_a_type_that_cannot_be_stored;
    mod a_field_of_an_array;
    mod a_field_of_two_options;
    mod a_field_twice_in_a_key;
    mod a_foreign_key_of_unlike_length;
    mod a_foreign_key_without_its_target;
    mod a_generated_column_with_a_default;
    mod a_generated_column_without_its_expression;
    mod a_key_of_an_unknown_field;
    mod a_length_of_a_number;
    mod a_name_after_a_word;
    mod a_name_longer_than_postgres_keeps;
    mod a_name_without_quotes;
    mod a_nullable_field_of_a_struct_that_is_no_column_type;
    mod a_primary_key_in_two_places;
    mod a_primary_key_that_may_be_null;
    mod a_reference_without_a_column;
    mod a_second_primary_key;
    mod a_struct_in_lower_case;
    mod a_table_called_excluded;
    mod a_word_stands_twice;
    mod a_word_with_a_value_it_does_not_take;
    mod an_empty_check;
    mod an_empty_name;
    mod an_unknown_word;
    mod an_unknown_word_for_the_table;
    mod auto_increment_on_a_column_that_is_no_key;
    mod auto_increment_on_a_text;
    mod derive_clone;
    mod no_name;
    mod on_a_function;
    mod on_a_generic_struct;
    mod on_a_struct_without_columns;
    mod on_a_struct_without_fields;
    mod on_a_tuple_struct;
    mod on_an_enum;
    mod on_delete_of_an_unknown_action;
    mod on_delete_without_a_foreign_key;
    mod set_default_on_a_column_without_default;
    mod set_null_on_a_column_that_is_never_null;
    mod stored_without_generated;
    mod the_word_not_null;
    mod the_word_nullable;
    mod two_columns_of_one_name_in_sql;
    mod two_defaults;
}

#[path = "../ui-tests/pass/transactions"]
mod transactions {
    mod a_correlated_query_runs;
    mod a_delete_without_a_filter_runs;
    mod a_query_without_select_runs;
    mod a_read_only_transaction_writes;
    mod a_statement_runs_while_a_stream_is_read;
    mod a_stream_outlives_its_transaction;
    mod a_transaction_is_committed_twice;
    mod a_transaction_is_used_after_commit;
    mod rows_are_read_of_an_update_without_returning;
    mod rows_of_an_update_are_thrown_away;
}

#[path = "../ui-tests/pass/unlike_types"]
mod unlike_types {
    mod a_cast_to_a_type_without_cast;
    mod a_column_is_added_to_one_of_another_type;
    mod a_column_is_set_to_a_column_of_another_type;
    mod a_float_is_added_to_an_integer_column;
    mod a_list_of_another_type;
    mod a_number_is_compared_with_text;
    mod a_text_column_is_inserted_as_a_number;
    mod a_truth_value_is_cast_to_a_float;
    mod a_value_that_is_no_column_type;
    mod an_enum_is_compared_with_another_enum;
    mod an_enum_is_compared_with_text;
    mod an_id_is_compared_with_a_bare_number;
    mod an_id_of_another_table_is_inserted;
    mod an_integer_column_is_set_to_text;
    mod an_option_is_compared_with_eq;
    mod arithmetic_on_an_id;
    mod between_text_and_a_number;
    mod bytes_are_cast_to_text;
    mod case_branches_differ;
    mod case_when_branches_differ;
    mod coalesce_of_unlike_types;
    mod coalesce_with_a_value_of_another_type;
    mod columns_of_unlike_types_are_joined;
    mod contains_on_a_float;
    mod ids_of_two_tables_are_compared;
    mod integers_of_unlike_width_are_compared;
    mod like_on_a_number;
    mod not_in_a_list_of_another_type;
    mod nullif_with_another_type;
    mod substring_from_a_text;
    mod text_is_added_with_plus;
    mod text_is_compared_with_a_number;
    mod text_is_multiplied_by_a_method;
    mod the_average_of_text;
    mod the_maximum_of_truth_values;
    mod the_remainder_of_a_float;
    mod the_sum_of_text;
    mod upper_of_a_number;
}

#[path = "../ui-tests/pass/update_and_delete"]
mod update_and_delete {
    mod a_column_is_set_to_a_wider_integer;
    mod a_column_is_set_twice;
    mod a_column_of_another_table_is_set;
    mod a_generated_column_is_set;
    mod an_assignment_is_a_column;
    mod an_assignment_is_a_condition;
    mod delete_from_a_struct_that_is_no_table;
    mod delete_from_an_alias;
    mod returning_a_value;
    mod set_nothing;
    mod update_of_an_alias;
}

#[path = "../ui-tests/pass/upsert"]
mod upsert {
    mod a_column_is_set_twice;
    mod a_column_of_another_table_is_read;
    mod excluded_in_a_query;
    mod excluded_of_another_table;
    mod excluded_outside_of_an_upsert;
    mod null_is_set_into_a_not_null_column;
    mod the_rows_of_a_query;
    mod the_target_is_no_key;
}
