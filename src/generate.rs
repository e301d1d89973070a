//! Files that are made from the program itself; a test holds them current.

/// The JSON Schema of a facts file.
pub fn schema() -> String {
    let schema = schemars::schema_for!(crate::corpus::facts::Facts);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
