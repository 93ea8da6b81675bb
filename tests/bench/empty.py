"""The least a Streamlit app can be: what the scorecard's figures are compared to."""

import streamlit as st

st.title("Empty")
