"""“Thu báo cáo”: forms that came back from units, looked over and taken in."""
